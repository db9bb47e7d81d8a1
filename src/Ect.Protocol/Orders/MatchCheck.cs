using System.Numerics;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Deals;
using Ect.Protocol.Signing;
using static Ect.Protocol.Orders.MatchProblemKind;
using static Ect.Protocol.Deals.ChainTime;

namespace Ect.Protocol.Orders;

/// <summary>
/// Whether four orders match, by the rules of the hub's matchOrders. The hub reverts with the first broken rule; this
/// names them all.
/// </summary>
public sealed partial class MatchCheck
{
    private readonly List<MatchProblem> _problems = [];

    private MatchCheck()
    {
    }

    /// <summary>Every broken rule; empty if the orders match.</summary>
    public IReadOnlyList<MatchProblem> Problems => _problems;

    /// <summary>Whether the hub would take the orders.</summary>
    public bool IsMatch => _problems.Count == 0;

    /// <summary>Tasks of the deal: the least remaining volume. Zero if an order is exhausted.</summary>
    public uint Tasks { get; private set; }

    /// <summary>Votes of newcomers that the deal will ask for: what the request asks for, or as many as cover its value.</summary>
    public ushort Trust { get; private set; }

    /// <summary>Tokens that the payer's balance must have free, smallest units.</summary>
    public BigInteger PayerNeeds { get; private set; }

    /// <summary>Tokens that the pool owner's balance must have free as stake, smallest units.</summary>
    public BigInteger PoolOwnerNeeds { get; private set; }

    /// <summary>Checks the orders against each other and against the chain.</summary>
    /// <param name="domain">The hub.</param>
    /// <param name="app">The app order.</param>
    /// <param name="dataset">The dataset order; ignored if the request names no dataset, and needed if it does.</param>
    /// <param name="pool">The pool order.</param>
    /// <param name="request">The request order.</param>
    /// <param name="facts">The chain's word.</param>
    public static MatchCheck Of(EctDomain domain, SignedAppOrder app, SignedDatasetOrder? dataset, SignedPoolOrder pool, SignedRequestOrder request, MatchFacts facts)
    {
        var check = new MatchCheck();
        var datasetOrder = request.Order.Dataset.IsZero ? null : dataset;
        check.CheckRequest(request.Order, facts);
        check.CheckApp(app.Order, request.Order, pool.Order.Pool);
        if (datasetOrder is not null)
        {
            check.CheckDataset(datasetOrder.Order, request.Order, pool.Order.Pool);
        }
        else if (!request.Order.Dataset.IsZero)
        {
            check.Add(AssetMismatch, OrderKind.Dataset, $"The request names dataset {Short(request.Order.Dataset)}, but no dataset order is given.");
        }

        check.CheckPool(pool.Order, request.Order);
        check.CheckTags(app.Order.Tag, datasetOrder?.Order.Tag ?? Bytes32.Zero, request.Order.Tag, pool.Order.Tag);

        var left = new List<uint>
        {
            check.CheckUse(OrderKind.App, app.Order.Digest(domain), app.Signature, app.Order.Expiry, app.Order.Volume, facts.App, facts),
            check.CheckUse(OrderKind.Pool, pool.Order.Digest(domain), pool.Signature, pool.Order.Expiry, pool.Order.Volume, facts.Pool, facts),
            check.CheckUse(OrderKind.Request, request.Order.Digest(domain), request.Signature, request.Order.Expiry, request.Order.Volume, facts.Request with { Signer = request.Order.Requester }, facts),
        };
        if (datasetOrder is not null)
        {
            var datasetFacts = facts.Dataset ?? throw new ArgumentException("The request names a dataset: give the chain's facts of the dataset order.", nameof(facts));
            left.Add(check.CheckUse(OrderKind.Dataset, datasetOrder.Order.Digest(domain), datasetOrder.Signature, datasetOrder.Order.Expiry, datasetOrder.Order.Volume, datasetFacts, facts));
        }

        check.Tasks = left.Min();
        check.CheckMoney(app.Order, datasetOrder?.Order, pool.Order, request.Order.Requester, facts);
        return check;
    }

    private uint CheckUse(OrderKind kind, Bytes32 digest, byte[] signature, ulong expiry, uint volume, OrderFacts facts, MatchFacts match)
    {
        if (match.Now > expiry)
        {
            Add(OrderExpired, kind, $"The {Lower(kind)} order expired at {At(expiry)}: sign a new one.");
        }

        if (facts.Signer is not { } signer)
        {
            Add(UnknownAsset, kind, $"The {Lower(kind)} that its order names is not registered on this chain.");
        }
        else if (!(signature.Length == 0 && (facts.IsPreSigned || signer == match.Sender)) && !facts.SignerIsContract && !OrderSigning.IsSignature(signature, digest, signer))
        {
            Add(InvalidSignature, kind, $"The {Lower(kind)} order is not signed by {signer}, who must sign it: it was altered, signed for another network, or the {Lower(kind)} changed hands.");
        }

        if (facts.Consumed < volume)
        {
            return volume - facts.Consumed;
        }

        Add(OrderExhausted, kind, facts.Consumed == uint.MaxValue
            ? $"The {Lower(kind)} order was cancelled."
            : $"All {volume} tasks of the {Lower(kind)} order are used: sign a new one.");
        return 0;
    }

    private void CheckMoney(AppOrder app, DatasetOrder? dataset, PoolOrder pool, Address requester, MatchFacts facts)
    {
        PayerNeeds = (app.Price + (dataset?.Price ?? 0) + pool.Price) * Tasks;
        var isSameParty = facts.Pool.Signer == (facts.IsSponsored ? facts.Sender : requester);
        if (facts.PayerFree < PayerNeeds)
        {
            Add(InsufficientFreeBalance, OrderKind.Request, $"The {(facts.IsSponsored ? "sponsor" : "requester")} has {Units.FormatEther(facts.PayerFree)} free, the deal of {Tasks} tasks locks {Units.FormatEther(PayerNeeds)}: deposit the difference.");
        }

        CheckStake(pool, Tasks, isSameParty ? BigInteger.Max(0, facts.PoolOwnerFree - PayerNeeds) : facts.PoolOwnerFree);
    }

    private void CheckStake(PoolOrder pool, uint tasks, BigInteger free)
    {
        PoolOwnerNeeds = pool.Price * HubRules.SchedulerStakeBps / HubRules.Bps * tasks;
        if (free < PoolOwnerNeeds)
        {
            Add(InsufficientFreeBalance, OrderKind.Pool, $"The pool's owner has {Units.FormatEther(free)} free, the stake for {(tasks == 1 ? "one task" : $"{tasks} tasks")} is {Units.FormatEther(PoolOwnerNeeds)}: the owner must deposit.");
        }
    }

    private void Add(MatchProblemKind kind, OrderKind order, string text) => _problems.Add(new(kind, order, text));

    private static string Lower(OrderKind kind) => kind.ToString().ToLowerInvariant();
}
