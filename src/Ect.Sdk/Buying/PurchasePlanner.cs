using System.Numerics;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Deals;
using Ect.Protocol.Machines;
using Ect.Protocol.Orders;
using Ect.Protocol.Signing;
using Ect.Sdk.Errors;
using Ect.Sdk.Pools;

namespace Ect.Sdk.Buying;

/// <summary>
/// Finds the cheapest offers that fit a request, by the hub's own rules and by those of the pools, in as many deals as it takes; and says why
/// nothing fits. Pure: the word of the chain and of the pools comes with the offers.
/// </summary>
internal sealed class PurchasePlanner(
    EctDomain domain, PrivateKey buyer, RunRequest run, ulong now, IReadOnlyList<Category> categories, Func<Address, BigInteger> freeOf, IReadOnlyDictionary<BigInteger, PoolWord> words)
{
    private const int MostReasons = 5;

    private static readonly BigInteger MostPrice = (BigInteger.One << 96) - 1;

    private readonly Dictionary<string, int> _reasons = new(StringComparer.Ordinal);
    private readonly SortedDictionary<BigInteger, string> _refusals = [];

    /// <summary>Pools whose own rules refuse the request, so that they are left out: their names and the clauses that refuse.</summary>
    public IReadOnlyList<PoolRefusal> Refusals => [.. _refusals.Select(refusal => new PoolRefusal(words[refusal.Key], refusal.Value))];

    /// <summary>Of each pool the cheapest offers that fit.</summary>
    public IReadOnlyList<PoolOption> Options(IReadOnlyList<Offer<AppOrder>> apps, IReadOnlyList<Offer<DatasetOrder>> datasets, IReadOnlyList<Offer<PoolOrder>> pools) =>
    [
        .. pools.GroupBy(pool => pool.Order.Pool)
            .Select(group => Best(apps, datasets, [.. group], run.Tasks, static _ => 0)).OfType<PlannedMatch>()
            .Select(match => new PoolOption(match, new((double)match.PricePerTask / 1e18, match.Pool.Order.Category, DurationOf(match), run.Tasks, Math.Max(1, (int)match.Trust)), run.Value.IsZero ? match.Pool.Price : run.Value)),
    ];

    /// <summary>The plan in the category whose offers are best, of equal ones the lowest: one request names one category.</summary>
    /// <param name="apps">Offers of the app.</param>
    /// <param name="datasets">Offers of the dataset.</param>
    /// <param name="pools">Offers of pools.</param>
    /// <param name="preferred">Pools, the best first; null for those that cost least.</param>
    /// <exception cref="EctException">Nothing fits (<see cref="ErrorCode.NoMatch"/>).</exception>
    public IReadOnlyList<PlannedMatch> PlanSameCategory(
        IReadOnlyList<Offer<AppOrder>> apps, IReadOnlyList<Offer<DatasetOrder>> datasets, IReadOnlyList<Offer<PoolOrder>> pools, IReadOnlyList<BigInteger>? preferred = null)
    {
        var places = preferred?.Index().ToDictionary(entry => entry.Item, entry => entry.Index);
        int Place(PoolOrder order) => places?.GetValueOrDefault(order.Pool, int.MaxValue) ?? 0;
        var plans = new List<List<PlannedMatch>>();
        EctException? failure = null;
        foreach (var category in pools.GroupBy(pool => pool.Order.Category).DefaultIfEmpty())
        {
            try
            {
                plans.Add(Plan(apps, datasets, [.. category ?? Enumerable.Empty<Offer<PoolOrder>>()], Place));
            }
            catch (EctException e)
            {
                failure = e;
            }
        }

        return plans.OrderBy(plan => Place(plan[0].Pool.Order)).ThenBy(plan => plan.Aggregate(BigInteger.Zero, (sum, match) => sum + (match.PricePerTask * match.Tasks))).ThenBy(plan => plan[0].Pool.Order.Category).FirstOrDefault() ?? throw failure!;
    }

    /// <summary>The deal that a match would be.</summary>
    public PlannedDeal Describe(PlannedMatch match) => new(words[match.Pool.Order.Pool], FactsOf(match, match.Trust));

    private List<PlannedMatch> Plan(IReadOnlyList<Offer<AppOrder>> apps, IReadOnlyList<Offer<DatasetOrder>> datasets, IReadOnlyList<Offer<PoolOrder>> pools, Func<PoolOrder, int> place)
    {
        var (appsLeft, datasetsLeft, poolsLeft) = (apps.ToList(), datasets.ToList(), pools.ToList());
        var plan = new List<PlannedMatch>();
        var left = run.Tasks;
        while (left > 0)
        {
            var next = Best(appsLeft, datasetsLeft, poolsLeft, left, place) ?? throw NoMatch(apps, datasets, pools, left);
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

    private PlannedMatch? Best(IReadOnlyList<Offer<AppOrder>> apps, IReadOnlyList<Offer<DatasetOrder>> datasets, IReadOnlyList<Offer<PoolOrder>> pools, uint left, Func<PoolOrder, int> place)
    {
        var combinations =
            from app in apps.Where(offer => offer.Remaining > 0)
            from dataset in run.Dataset is null ? [null] : datasets.Where(offer => offer.Remaining > 0).Cast<Offer<DatasetOrder>?>()
            from pool in pools.Where(offer => offer.Remaining > 0)
            let tasks = Math.Min(left, Math.Min(app.Remaining, Math.Min(pool.Remaining, dataset?.Remaining ?? uint.MaxValue)))
            let match = new PlannedMatch(app, dataset, pool, tasks)
            orderby place(pool.Order), match.PricePerTask, tasks descending
            select match;
        foreach (var match in combinations)
        {
            if (Fits(match, out var trust))
            {
                return match with { Trust = trust };
            }
        }

        return null;
    }

    private bool Fits(PlannedMatch match, out ushort trust)
    {
        trust = 0;
        if (run.MaxPrice is { } most && match.PricePerTask > most)
        {
            return Reject($"The cheapest offers that fit otherwise cost {Ect(match.PricePerTask)} per task, above the maximum of {Ect(most)}.");
        }

        var check = Check(match);
        foreach (var problem in check.Problems)
        {
            Reject(problem.Text);
        }

        trust = check.Trust;
        return check.IsMatch && !IsRefused(match, trust);
    }

    private MatchCheck Check(PlannedMatch match)
    {
        var request = Request(run, buyer.Address, match.Pool.Order.Category, match.Tasks, MostPrice, MostPrice, MostPrice, now, Bytes32.Zero).Sign(domain, buyer);
        var poolOwner = match.Pool.Facts.Signer ?? Address.Zero;
        var facts = new MatchFacts(now, (uint)categories.Count, match.App.Facts, match.Dataset?.Facts, match.Pool.Facts, new(buyer.Address, 0), MostPrice, freeOf(poolOwner));
        return MatchCheck.Of(
            domain,
            new(match.App.Order, match.App.Signature),
            match.Dataset is { } dataset ? new(dataset.Order, dataset.Signature) : null,
            new(match.Pool.Order, match.Pool.Signature),
            request,
            facts);
    }

    // By the same code, over the same ad, as the pool's scheduler will.
    private bool IsRefused(PlannedMatch match, ushort trust)
    {
        var word = words[match.Pool.Order.Pool];
        if (word.Profile?.Rules is not { AskNothing: false } rules || rules.Of(JobAd.Of(FactsOf(match, trust), run.Params.Needs)).Refusal is not { } refusal)
        {
            return false;
        }

        _refusals[word.Pool] = refusal;
        Reject($"Pool {word.Name} takes other requests: {refusal}.");
        return true;
    }

    private JobFacts FactsOf(PlannedMatch match, ushort trust) => new()
    {
        Requester = buyer.Address.ToString(),
        App = run.App,
        AppOwner = match.App.Facts.Signer?.ToString() ?? "",
        Dataset = run.Dataset ?? BigInteger.Zero,
        DatasetOwner = match.Dataset?.Facts.Signer?.ToString() ?? "",
        Pool = match.Pool.Order.Pool,
        Category = match.Pool.Order.Category,
        DurationSeconds = DurationOf(match),
        Trust = trust,
        Tasks = match.Tasks,
        PoolPrice = match.Pool.Price,
        WorkerStake = match.Pool.Order.WorkerStake,
        Value = run.Value,
        IsDirect = DealMode.IsDirect(run.Mode),
    };

    private uint DurationOf(PlannedMatch match) => match.Pool.Order.Category < categories.Count ? categories[match.Pool.Order.Category].Duration : 0;

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
