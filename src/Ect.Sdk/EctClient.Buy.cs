using System.Numerics;
using Ect.Content;
using Ect.Ethereum;
using Ect.Protocol.Machines;
using Ect.Protocol.Preferences;
using Ect.Sdk.Buying;
using Ect.Sdk.Deals;
using Ect.Sdk.Errors;
using Ect.Sdk.Orders;
using Ect.Sdk.Pools;

namespace Ect.Sdk;

public sealed partial class EctClient
{
    /// <summary>
    /// Buys work: finds the offers on the board that fit, the cheapest or those of the pools that the request's preference likes best, checks that
    /// the buyer can pay, signs a request that admits exactly their prices, and matches it on chain.
    /// </summary>
    /// <exception cref="EctException">
    /// Nothing fits (<see cref="ErrorCode.NoMatch"/>, with the reasons), not enough free balance
    /// (<see cref="ErrorCode.InsufficientBalance"/>), or the board is away (<see cref="ErrorCode.MarketUnreachable"/>).
    /// </exception>
    /// <exception cref="RevertException">The hub refuses the match, because somebody else was faster.</exception>
    public async Task<Purchase> BuyAsync(RunRequest run, CancellationToken cancellation = default) =>
        await BuyAsync(await PlanAsync(await CompleteAsync(run, cancellation), cancellation), cancellation);

    /// <summary>Buys what was planned.</summary>
    /// <inheritdoc cref="BuyAsync(RunRequest, CancellationToken)"/>
    public async Task<Purchase> BuyAsync(PurchasePlan plan, CancellationToken cancellation = default)
    {
        var request = await SignAsync(plan.Run, Quote.Of(plan.Matches), cancellation);
        var deals = new List<DealInfo>();
        foreach (var match in plan.Matches)
        {
            deals.Add(await Deals.MatchAsync(match.App.Document, match.Dataset?.Document, match.Pool.Document, request, cancellation));
        }

        return new(deals, plan.Price, request);
    }

    /// <summary>
    /// Finds the offers to buy: those of pools whose own rules take the request, and among them the cheapest, or those of the pools that the
    /// preference of the request's params (<see cref="MachineNeeds.Prefer"/>) likes best, unless it names a pool. All are of the category named, else of
    /// the cheapest one's.
    /// </summary>
    /// <param name="run">What <see cref="CompleteAsync"/> has completed.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="EctException">Nothing fits (<see cref="ErrorCode.NoMatch"/>), or the board is away (<see cref="ErrorCode.MarketUnreachable"/>).</exception>
    public async Task<PurchasePlan> PlanAsync(RunRequest run, CancellationToken cancellation = default)
    {
        var hub = await _chain.HubAsync(cancellation);
        var book = new OfferBook(hub, Orders.Domain, Market);
        var ofApp = book.AppsAsync(run.App, cancellation);
        var ofDataset = book.DatasetsAsync(run.Dataset, cancellation);
        var ofPools = book.PoolsAsync(run.Pool, run.Category, cancellation);
        await Task.WhenAll(ofApp, ofDataset, ofPools);
        var (apps, datasets, pools) = (await ofApp, await ofDataset, await ofPools);
        var words = await Pools.AskAsync(pools.Where(pool => pool.Facts.Signer is not null).Select(pool => pool.Order.Pool), cancellation);
        var owners = pools.Select(pool => pool.Facts.Signer).OfType<Address>().Distinct().ToList();
        var free = owners.Zip(await hub.AccountsOfAsync(owners, cancellation)).ToDictionary(owner => owner.First, owner => owner.Second.Free);
        var now = await hub.NowAsync(cancellation);
        var planner = new PurchasePlanner(Orders.Domain, _chain.Key, run, now, await hub.CategoriesAsync(cancellation), owner => free.GetValueOrDefault(owner), words);
        var matches = planner.PlanSameCategory(apps, datasets, pools);
        PoolChoice? choice = null;
        if (run.Pool is null && run.Params.Needs.PreferenceOrNone is { } preference)
        {
            // What a preference compares are pools, not the bounds of the computation.
            var comparable = pools.Where(pool => pool.Order.Category == matches[0].Pool.Order.Category).ToList();
            choice = await ChooseAsync(preference, planner.Options(apps, datasets, comparable), words, cancellation);
            matches = planner.PlanSameCategory(apps, datasets, comparable, [.. choice.Ranking.Select(ranked => ranked.Word.Pool)]);
        }

        return new(run, matches, [.. matches.Select(planner.Describe)], planner.Refusals, choice);
    }

    /// <summary>Puts into the params what they must say beside the buyer's wishes: who reads the logs, and what the application needs of a machine.</summary>
    /// <exception cref="EctException">
    /// The application asks for a network that the request does not allow, or has no usable manifest (<see cref="ErrorCode.InvalidValue"/>).
    /// </exception>
    public async Task<RunRequest> CompleteAsync(RunRequest run, CancellationToken cancellation = default)
    {
        CheckRequest(run);
        var needs = await NeedsAsync(run, cancellation);
        if (needs.Network && !run.Network)
        {
            throw new EctException(
                ErrorCode.InvalidValue,
                "The app asks for a network, through which it can send your inputs anywhere, and with which workers may get different results.",
                "If you want that, allow it with --allow-network.");
        }

        var key = run.Logs ? run.Params.LogKey ?? PublicKey : run.Params.LogKey;
        var completed = run with { Params = run.Params with { LogKey = key, Needs = needs } };
        CheckRequest(completed);
        return completed;
    }

    /// <summary>What the cheapest offers that fit cost. Nothing is bought.</summary>
    internal async Task<Quote> QuoteAsync(RunRequest run, CancellationToken cancellation) => Quote.Of((await PlanAsync(run, cancellation)).Matches);

    /// <summary>Signs a request that admits exactly the prices of a quote, if the buyer can pay it.</summary>
    internal async Task<string> SignAsync(RunRequest run, Quote quote, CancellationToken cancellation)
    {
        await Accounts.RequireFreeAsync(quote.Total, $"locked for {run.Tasks} tasks", cancellation);
        var hub = await _chain.HubAsync(cancellation);
        return Orders.Sign(PurchasePlanner.Request(
            run,
            _chain.Me,
            quote.Category,
            run.Tasks,
            quote.App,
            quote.Dataset,
            quote.Pool,
            await hub.NowAsync(cancellation),
            OrderClient.NewSalt()));
    }

    private async Task<PoolChoice> ChooseAsync(Preference preference, IReadOnlyList<PoolOption> options, IReadOnlyDictionary<BigInteger, PoolWord> words, CancellationToken cancellation)
    {
        // Questions to the chain, where they matter.
        var trust = new Dictionary<BigInteger, double?>();
        if (preference[Aspect.Trust] > 0 && options.Count > 1)
        {
            foreach (var option in options)
            {
                trust[option.Pool] = trust.GetValueOrDefault(option.Pool) ?? await Pools.TrustAsync(words[option.Pool], option.ValueAtStake, cancellation);
            }
        }

        return PoolChoice.Of(preference, options, words, trust);
    }

    // What cannot be had now may be had when it is computed: then the workers say what was not bought.
    private async Task<MachineNeeds> NeedsAsync(RunRequest run, CancellationToken cancellation)
    {
        try
        {
            return (await Assets.NeedsAsync(run.App, cancellation)).And(run.Params.Needs);
        }
        catch (ContentException)
        {
            return run.Params.Needs;
        }
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
