using System.Numerics;
using Ect.Ethereum;
using Ect.Ethereum.Rpc;

namespace Ect.Contracts;

/// <summary>Offers that stand on chain, for contracts that buy.</summary>
public sealed partial class HubClient
{
    /// <summary>Lets the account's offer stand, in the place of the app's offer before it. Null if it stands already.</summary>
    /// <exception cref="RevertException">NotOwner, or NotPreSigned: see <see cref="PreSignAsync"/>.</exception>
    public Task<TransactionReceipt?> OfferAsync(AppOrder order, CancellationToken ct = default) =>
        SendUnlessAsync(async () => await AppOfferAsync(order.App, ct) == order, Offers.OfferApp(order), ct);

    /// <inheritdoc cref="OfferAsync(AppOrder, CancellationToken)"/>
    public Task<TransactionReceipt?> OfferAsync(DatasetOrder order, CancellationToken ct = default) =>
        SendUnlessAsync(async () => await DatasetOfferAsync(order.Dataset, ct) == order, Offers.OfferDataset(order), ct);

    /// <inheritdoc cref="OfferAsync(AppOrder, CancellationToken)"/>
    public Task<TransactionReceipt?> OfferAsync(PoolOrder order, CancellationToken ct = default) =>
        SendUnlessAsync(async () => await PoolOfferAsync(order.Pool, ct) == order, Offers.OfferPool(order), ct);

    /// <summary>The offer of an app that was put on chain last; null if none ever was.</summary>
    public Task<AppOrder?> AppOfferAsync(BigInteger app, CancellationToken ct = default) => OfferedAsync(Offers.AppOffer(app), ct);

    /// <summary>The offer of a dataset that was put on chain last; null if none ever was.</summary>
    public Task<DatasetOrder?> DatasetOfferAsync(BigInteger dataset, CancellationToken ct = default) => OfferedAsync(Offers.DatasetOffer(dataset), ct);

    /// <summary>The offer of a pool that was put on chain last; null if none ever was.</summary>
    public Task<PoolOrder?> PoolOfferAsync(BigInteger pool, CancellationToken ct = default) => OfferedAsync(Offers.PoolOffer(pool), ct);

    /// <summary>The offers of apps that were put on chain last, as of a block, in the apps' order; null in the place of one of which none ever was.</summary>
    public Task<IReadOnlyList<AppOrder?>> AppOffersAsync(IEnumerable<BigInteger> apps, ulong block, CancellationToken ct = default) => OfferedAsync(apps.Select(Offers.AppOffer), block, ct);

    /// <summary>The same of datasets.</summary>
    public Task<IReadOnlyList<DatasetOrder?>> DatasetOffersAsync(IEnumerable<BigInteger> datasets, ulong block, CancellationToken ct = default) => OfferedAsync(datasets.Select(Offers.DatasetOffer), block, ct);

    /// <summary>The same of pools.</summary>
    public Task<IReadOnlyList<PoolOrder?>> PoolOffersAsync(IEnumerable<BigInteger> pools, ulong block, CancellationToken ct = default) => OfferedAsync(pools.Select(Offers.PoolOffer), block, ct);

    /// <summary>Every offer of a kind that was ever put on chain, the oldest first: of all assets and owners, or of one.</summary>
    /// <param name="kind">App, dataset or pool.</param>
    /// <param name="asset">Only of this asset.</param>
    /// <param name="owner">Only of this owner.</param>
    /// <param name="toBlock">Last block; the newest when null.</param>
    /// <param name="ct">Ends the search.</param>
    /// <exception cref="ArgumentOutOfRangeException">Requests do not stand on chain.</exception>
    public async Task<IReadOnlyList<PostedOffer>> PostedOffersAsync(OrderKind kind, BigInteger? asset = null, Address? owner = null, ulong? toBlock = null, CancellationToken ct = default)
    {
        IReadOnlyList<Bytes32>? assets = asset is { } id ? [Bytes32.FromNumber(id)] : null;
        IReadOnlyList<Bytes32>? owners = owner is { } account ? [TopicOf(account)] : null;
        var topic = kind switch
        {
            OrderKind.App => StandingOrders.AppOfferedEvent.Topic,
            OrderKind.Dataset => StandingOrders.DatasetOfferedEvent.Topic,
            OrderKind.Pool => StandingOrders.PoolOfferedEvent.Topic,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Only offers of apps, datasets and pools stand on chain."),
        };
        return [.. (await LogsAsync(Deployment.Offers, [[topic], assets, owners], toBlock: toBlock, ct: ct)).Select(PostedOfferOf).OfType<PostedOffer>()];
    }

    private static PostedOffer? PostedOfferOf(Log log) =>
        StandingOrders.AppOfferedEvent.TryDecode(log, out var app) ? new(OrderKind.App, app.App, app.Owner, app.OrderHash)
        : StandingOrders.DatasetOfferedEvent.TryDecode(log, out var dataset) ? new(OrderKind.Dataset, dataset.Dataset, dataset.Owner, dataset.OrderHash)
        : StandingOrders.PoolOfferedEvent.TryDecode(log, out var pool) ? new(OrderKind.Pool, pool.Pool, pool.Owner, pool.OrderHash)
        : null;

    private async Task<TOrder?> OfferedAsync<TOrder>(ContractCall<TOrder> call, CancellationToken ct)
        where TOrder : class
    {
        try
        {
            return await ReadAsync(call, ct);
        }
        catch (RevertException e) when (IsNothingOffered(e))
        {
            return null;
        }
    }

    private async Task<IReadOnlyList<TOrder?>> OfferedAsync<TOrder>(IEnumerable<ContractCall<TOrder>> calls, ulong block, CancellationToken ct)
        where TOrder : class =>
        await ReadAllAsync(calls, block, ct, refusal => IsNothingOffered(refusal) ? null! : throw refusal);

    private static bool IsNothingOffered(RevertException refusal) => refusal.ErrorName == "NothingOffered";
}
