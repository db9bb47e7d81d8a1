using System.Numerics;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Orders;
using Ect.Protocol.Signing;
using Ect.Sdk.Errors;

namespace Ect.Sdk.Buying;

/// <summary>
/// Finds the cheapest offers that fit a request, by the hub's own rules, in as many deals as it takes; and says why
/// nothing fits. Pure: the chain's word comes with the offers.
/// </summary>
internal sealed class PurchasePlanner(EctDomain domain, PrivateKey buyer, RunRequest run, ulong now, uint categoryCount, Func<Address, BigInteger> freeOf)
{
    private const int MostReasons = 5;

    private static readonly BigInteger MostPrice = (BigInteger.One << 96) - 1;

    private readonly Dictionary<string, int> _reasons = new(StringComparer.Ordinal);

    /// <summary>The plan in the category whose cheapest offers cost least: one request names one category.</summary>
    /// <exception cref="EctException">Nothing fits (<see cref="ErrorCode.NoMatch"/>).</exception>
    public IReadOnlyList<PlannedMatch> PlanSameCategory(IReadOnlyList<Offer<AppOrder>> apps, IReadOnlyList<Offer<DatasetOrder>> datasets, IReadOnlyList<Offer<PoolOrder>> pools)
    {
        var plans = new List<List<PlannedMatch>>();
        EctException? failure = null;
        foreach (var category in pools.GroupBy(pool => pool.Order.Category).DefaultIfEmpty())
        {
            try
            {
                plans.Add(Plan(apps, datasets, [.. category ?? Enumerable.Empty<Offer<PoolOrder>>()]));
            }
            catch (EctException e)
            {
                failure = e;
            }
        }

        return plans.MinBy(plan => plan.Aggregate(BigInteger.Zero, (sum, match) => sum + (match.PricePerTask * match.Tasks))) ?? throw failure!;
    }

    private List<PlannedMatch> Plan(IReadOnlyList<Offer<AppOrder>> apps, IReadOnlyList<Offer<DatasetOrder>> datasets, IReadOnlyList<Offer<PoolOrder>> pools)
    {
        var (appsLeft, datasetsLeft, poolsLeft) = (apps.ToList(), datasets.ToList(), pools.ToList());
        var plan = new List<PlannedMatch>();
        var left = run.Tasks;
        while (left > 0)
        {
            var next = Cheapest(appsLeft, datasetsLeft, poolsLeft, left) ?? throw NoMatch(apps, datasets, pools, left);
            plan.Add(next);
            left -= next.Tasks;
            Replace(appsLeft, next.App, next.Tasks);
            Replace(poolsLeft, next.Pool, next.Tasks);
            if (next.Dataset is { } dataset)
            {
                Replace(datasetsLeft, dataset, next.Tasks);
            }
        }

        return plan;
    }

    private PlannedMatch? Cheapest(IReadOnlyList<Offer<AppOrder>> apps, IReadOnlyList<Offer<DatasetOrder>> datasets, IReadOnlyList<Offer<PoolOrder>> pools, uint left)
    {
        var combinations =
            from app in apps.Where(offer => offer.Remaining > 0)
            from dataset in run.Dataset is null ? [null] : datasets.Where(offer => offer.Remaining > 0).Cast<Offer<DatasetOrder>?>()
            from pool in pools.Where(offer => offer.Remaining > 0)
            let tasks = Math.Min(left, Math.Min(app.Remaining, Math.Min(pool.Remaining, dataset?.Remaining ?? uint.MaxValue)))
            let match = new PlannedMatch(app, dataset, pool, tasks)
            orderby match.PricePerTask, tasks descending
            select match;
        return combinations.FirstOrDefault(Fits);
    }

    private bool Fits(PlannedMatch match)
    {
        if (run.MaxPrice is { } most && match.PricePerTask > most)
        {
            return Reject($"The cheapest offers that fit otherwise cost {Ect(match.PricePerTask)} per task, above the maximum of {Ect(most)}.");
        }

        var request = Request(run, buyer.Address, match.Pool.Order.Category, match.Tasks, MostPrice, MostPrice, MostPrice, now, Bytes32.Zero).Sign(domain, buyer);
        var poolOwner = match.Pool.Facts.Signer ?? Address.Zero;
        var facts = new MatchFacts(now, categoryCount, match.App.Facts, match.Dataset?.Facts, match.Pool.Facts, new(buyer.Address, 0), MostPrice, freeOf(poolOwner));
        var check = MatchCheck.Of(
            domain,
            new(match.App.Order, match.App.Signature),
            match.Dataset is { } dataset ? new(dataset.Order, dataset.Signature) : null,
            new(match.Pool.Order, match.Pool.Signature),
            request,
            facts);
        foreach (var problem in check.Problems)
        {
            Reject(problem.Text);
        }

        return check.IsMatch;
    }

    private bool Reject(string reason)
    {
        _reasons[reason] = _reasons.GetValueOrDefault(reason) + 1;
        return false;
    }

    private EctException NoMatch(IReadOnlyList<Offer<AppOrder>> apps, IReadOnlyList<Offer<DatasetOrder>> datasets, IReadOnlyList<Offer<PoolOrder>> pools, uint left)
    {
        var category = run.Category is { } number ? $" in category {number}" : "";
        var missing = apps.Count == 0 ? "Nobody offers this app: its owner has no open order on the board."
            : run.Dataset is not null && datasets.Count == 0 ? "Nobody offers this dataset: its owner has no open order on the board."
            : pools.Count == 0 ? $"No worker pool offers computing{category}."
            : _reasons.Count == 0 ? $"The offers on the board have room for {run.Tasks - left} of {run.Tasks} tasks."
            : $"No offers fit for {left} of {run.Tasks} tasks: {string.Join(" ", _reasons.OrderByDescending(reason => reason.Value).Take(MostReasons).Select(reason => reason.Key))}";
        return new(ErrorCode.NoMatch, missing);
    }

    private static void Replace<TOrder>(List<Offer<TOrder>> offers, Offer<TOrder> used, uint tasks)
    {
        var i = offers.FindIndex(offer => offer.Hash == used.Hash);
        offers[i] = used.Use(tasks);
    }

    private static string Ect(BigInteger amount) => $"{Units.FormatEther(amount)} ECT";

    internal static RequestOrder Request(RunRequest run, Address buyer, ushort category, uint volume, BigInteger appMax, BigInteger datasetMax, BigInteger poolMax, ulong now, Bytes32 salt) => new(
        run.App,
        appMax,
        run.Dataset ?? BigInteger.Zero,
        run.Dataset is null ? BigInteger.Zero : datasetMax,
        run.Pool ?? BigInteger.Zero,
        poolMax,
        buyer,
        run.Beneficiary ?? buyer,
        run.Callback ?? Address.Zero,
        volume,
        run.Tag,
        category,
        run.Trust,
        run.Mode,
        run.Value,
        run.Params.ToCanonicalJson(),
        now + (ulong)run.Validity.TotalSeconds,
        salt);
}
