using System.Numerics;
using Ect.Ethereum;
using Ect.Sdk.Buying;
using Ect.Sdk.Deals;
using Ect.Sdk.Errors;
using Ect.Sdk.Orders;

namespace Ect.Sdk;

public sealed partial class EctClient
{
    /// <summary>
    /// Buys work: finds the cheapest offers on the board that fit, checks that the buyer can pay, signs a request that
    /// admits exactly their prices, and matches it on chain.
    /// </summary>
    /// <exception cref="EctException">
    /// Nothing fits (<see cref="ErrorCode.NoMatch"/>, with the reasons), not enough free balance
    /// (<see cref="ErrorCode.InsufficientBalance"/>), or the board is away (<see cref="ErrorCode.MarketUnreachable"/>).
    /// </exception>
    /// <exception cref="RevertException">The hub refuses the match, because somebody else was faster.</exception>
    public async Task<Purchase> BuyAsync(RunRequest run, CancellationToken cancellation = default)
    {
        CheckRequest(run);
        run = WithLogKey(run);
        var hub = await _chain.HubAsync(cancellation);
        var plan = await PlanAsync(run, cancellation);
        var price = plan.Aggregate(BigInteger.Zero, (sum, match) => sum + (match.PricePerTask * match.Tasks));
        await Accounts.RequireFreeAsync(price, $"locked for {run.Tasks} tasks", cancellation);

        var request = Orders.Sign(PurchasePlanner.Request(
            run,
            _chain.Me,
            plan[0].Pool.Order.Category,
            run.Tasks,
            plan.Max(match => match.App.Price),
            plan.Max(match => match.DatasetPrice),
            plan.Max(match => match.Pool.Price),
            await hub.NowAsync(cancellation),
            OrderClient.NewSalt()));
        var deals = new List<DealInfo>();
        foreach (var match in plan)
        {
            deals.Add(await Deals.MatchAsync(match.App.Document, match.Dataset?.Document, match.Pool.Document, request, cancellation));
        }

        return new(deals, price, request);
    }

    private RunRequest WithLogKey(RunRequest run) =>
        run.Logs && run.Params.LogKey is null ? run with { Params = run.Params with { LogKey = PublicKey } } : run;

    private async Task<IReadOnlyList<PlannedMatch>> PlanAsync(RunRequest run, CancellationToken cancellation)
    {
        var hub = await _chain.HubAsync(cancellation);
        var book = new OfferBook(hub, Orders.Domain, Market);
        var apps = await book.AppsAsync(run.App, cancellation);
        var datasets = run.Dataset is { } dataset ? await book.DatasetsAsync(dataset, cancellation) : [];
        var pools = await book.PoolsAsync(run.Pool, run.Category, cancellation);
        var free = new Dictionary<Address, BigInteger>();
        foreach (var owner in pools.Select(pool => pool.Facts.Signer).OfType<Address>().Distinct())
        {
            free[owner] = (await hub.AccountOfAsync(owner, cancellation)).Free;
        }

        var now = await hub.NowAsync(cancellation);
        var categories = await hub.CategoryCountAsync(cancellation);
        var planner = new PurchasePlanner(Orders.Domain, _chain.Key, run, now, categories, owner => free.GetValueOrDefault(owner));
        return planner.PlanSameCategory(apps, datasets, pools);
    }

    private static void CheckRequest(RunRequest run)
    {
        if (run.Tasks == 0)
        {
            throw new EctException(ErrorCode.InvalidValue, "A bag of 0 tasks is no work: give at least 1.");
        }

        try
        {
            run.Params.Validate();
        }
        catch (FormatException e)
        {
            throw new EctException(ErrorCode.InvalidValue, e.Message, inner: e);
        }
    }
}
