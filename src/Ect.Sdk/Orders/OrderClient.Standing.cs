using System.Numerics;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Ethereum.Rpc;
using Ect.Protocol.Orders;
using Ect.Sdk.Errors;

namespace Ect.Sdk.Orders;

/// <summary>Offers that stand on chain: no board and no signature between them and a contract that buys.</summary>
public sealed partial class OrderClient
{
    /// <summary>
    /// Lets an offer of the client's own app stand on chain. Contracts see one offer for each asset; the account's offers before
    /// it are withdrawn.
    /// </summary>
    /// <exception cref="RevertException">The account does not own the asset (NotOwner).</exception>
    public Task<StandingOffer> StandAsync(AppOrder order, CancellationToken cancellation = default) =>
        StandAsync(OrderJson.Write(Domain, new SignedAppOrder(order, [])), hub => hub.OfferAsync(order, cancellation), cancellation);

    /// <inheritdoc cref="StandAsync(AppOrder, CancellationToken)"/>
    public Task<StandingOffer> StandAsync(DatasetOrder order, CancellationToken cancellation = default) =>
        StandAsync(OrderJson.Write(Domain, new SignedDatasetOrder(order, [])), hub => hub.OfferAsync(order, cancellation), cancellation);

    /// <inheritdoc cref="StandAsync(AppOrder, CancellationToken)"/>
    public Task<StandingOffer> StandAsync(PoolOrder order, CancellationToken cancellation = default) =>
        StandAsync(OrderJson.Write(Domain, new SignedPoolOrder(order, [])), hub => hub.OfferAsync(order, cancellation), cancellation);

    /// <summary>The offers that stand on chain, whether or not anybody can still buy against them: one for each asset.</summary>
    /// <param name="kind">App, dataset or pool.</param>
    /// <param name="asset">Only of this asset.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public async Task<IReadOnlyList<StandingOffer>> StandingAsync(OrderKind kind, BigInteger? asset = null, CancellationToken cancellation = default)
    {
        var hub = await _chain.HubAsync(cancellation);
        var block = await hub.NewestBlockAsync(cancellation);
        var posted = await hub.PostedOffersAsync(kind, asset, toBlock: block.Number, ct: cancellation);
        var last = posted.GroupBy(offer => offer.Asset).Select(offers => offers.Last()).ToList();
        var documents = await DocumentsAsync(hub, kind, last.Select(offer => offer.Asset), block.Number, cancellation);
        return await LookAsync(hub, block, kind, last.Zip(documents, (offer, document) => (offer.Owner, document)), cancellation);
    }

    /// <summary>Takes all that is left of the client's own offer of an asset, for ever.</summary>
    /// <exception cref="EctException">No offer of the asset stands (<see cref="ErrorCode.OrderNotFound"/>), or it is another account's (<see cref="ErrorCode.InvalidValue"/>).</exception>
    public async Task<StandingOffer> WithdrawAsync(OrderKind kind, BigInteger asset, CancellationToken cancellation = default)
    {
        var offer = (await StandingAsync(kind, asset, cancellation)).SingleOrDefault()
            ?? throw new EctException(ErrorCode.OrderNotFound, $"No offer of {kind.ToString().ToLowerInvariant()} {Assets.AssetId.Format(asset)} stands on chain.", "See `ect order standing`.");
        if (offer.Owner != _chain.Me)
        {
            throw new EctException(ErrorCode.InvalidValue, $"The offer {offer.Summary.Hash} is {offer.Owner}'s, who alone can withdraw it; this wallet is {_chain.Me}.", "Choose the owner's wallet with --wallet.");
        }

        await CancelAsync(offer.Summary.Hash, cancellation);
        return offer with { State = OfferState.Withdrawn, Remaining = 0 };
    }

    // Withdrawn last: at every moment one of them can be bought, and a call that was cut short is made good by the next.
    private async Task<StandingOffer> StandAsync(string document, Func<HubClient, Task> offer, CancellationToken cancellation)
    {
        var hub = await _chain.HubAsync(cancellation);
        var order = OrderSummary.Read(document);
        await hub.PreSignAsync(order.Hash, cancellation);
        await offer(hub);
        var block = await hub.NewestBlockAsync(cancellation);
        var before = (await hub.PostedOffersAsync(order.Kind, order.Asset, _chain.Me, block.Number, cancellation)).Select(posted => (_chain.Me, posted.OrderHash)).Where(posted => posted.OrderHash != order.Hash).ToList();
        foreach (var ((_, hash), consumed) in before.Zip(await hub.ConsumedAsync(before, block.Number, cancellation)))
        {
            if (consumed != uint.MaxValue)
            {
                await hub.CancelOrderAsync(hash, cancellation);
            }
        }

        return (await LookAsync(hub, block, order.Kind, [(_chain.Me, document)], cancellation))[0];
    }

    /// <summary>What a block says of offers of a kind; those without a document are passed over.</summary>
    private static async Task<IReadOnlyList<StandingOffer>> LookAsync(HubClient hub, Block block, OrderKind kind, IEnumerable<(Address Owner, string? Document)> offers, CancellationToken cancellation)
    {
        var known = offers.Where(offer => offer.Document is not null).Select(offer => (offer.Owner, Document: offer.Document!, Order: OrderSummary.Read(offer.Document!))).ToList();
        var counting = hub.ConsumedAsync(known.Select(offer => (offer.Owner, offer.Order.Hash)), block.Number, cancellation);
        var owning = hub.OwnersOfAsync(kind.Asset(), known.Select(offer => offer.Order.Asset), block.Number, cancellation);
        await Task.WhenAll(counting, owning);
        return
        [
            .. known.Zip(await counting, await owning).Select(found =>
            {
                var ((owner, document, order), consumed, ownerNow) = found;
                return new StandingOffer(order, owner, BigInteger.Max(0, order.Volume - (BigInteger)consumed), StandingOffer.StateOf(order, consumed, ownerNow == owner, block.Timestamp), document);
            }),
        ];
    }

    private async Task<IEnumerable<string?>> DocumentsAsync(HubClient hub, OrderKind kind, IEnumerable<BigInteger> assets, ulong block, CancellationToken cancellation) => kind switch
    {
        OrderKind.App => (await hub.AppOffersAsync(assets, block, cancellation)).Select(app => app is null ? null : OrderJson.Write(Domain, new SignedAppOrder(app, []))),
        OrderKind.Dataset => (await hub.DatasetOffersAsync(assets, block, cancellation)).Select(dataset => dataset is null ? null : OrderJson.Write(Domain, new SignedDatasetOrder(dataset, []))),
        _ => (await hub.PoolOffersAsync(assets, block, cancellation)).Select(pool => pool is null ? null : OrderJson.Write(Domain, new SignedPoolOrder(pool, []))),
    };
}
