using System.Numerics;
using Ect.Contracts;
using Ect.Ethereum;
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
        var now = await hub.NowAsync(cancellation);
        var offers = new List<StandingOffer>();
        foreach (var last in (await hub.PostedOffersAsync(kind, asset, ct: cancellation)).GroupBy(offer => offer.Asset).Select(offers => offers.Last()))
        {
            if (await DocumentAsync(hub, kind, last.Asset, cancellation) is { } document)
            {
                offers.Add(await LookAsync(hub, document, last.Owner, now, cancellation));
            }
        }

        return offers;
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
        foreach (var before in await hub.PostedOffersAsync(order.Kind, order.Asset, _chain.Me, cancellation))
        {
            if (before.OrderHash != order.Hash)
            {
                await hub.CancelOrderAsync(before.OrderHash, cancellation);
            }
        }

        return await LookAsync(hub, document, _chain.Me, await hub.NowAsync(cancellation), cancellation);
    }

    private static async Task<StandingOffer> LookAsync(HubClient hub, string document, Address owner, ulong now, CancellationToken cancellation)
    {
        var order = OrderSummary.Read(document);
        var consumed = await hub.ConsumedAsync(owner, order.Hash, cancellation);
        var isOwned = await hub.OwnerOfAsync(order.Kind.Asset(), order.Asset, cancellation) == owner;
        return new(order, owner, BigInteger.Max(0, order.Volume - (BigInteger)consumed), StandingOffer.StateOf(order, consumed, isOwned, now), document);
    }

    private async Task<string?> DocumentAsync(HubClient hub, OrderKind kind, BigInteger asset, CancellationToken cancellation) => kind switch
    {
        OrderKind.App => await hub.AppOfferAsync(asset, cancellation) is { } app ? OrderJson.Write(Domain, new SignedAppOrder(app, [])) : null,
        OrderKind.Dataset => await hub.DatasetOfferAsync(asset, cancellation) is { } dataset ? OrderJson.Write(Domain, new SignedDatasetOrder(dataset, [])) : null,
        _ => await hub.PoolOfferAsync(asset, cancellation) is { } pool ? OrderJson.Write(Domain, new SignedPoolOrder(pool, [])) : null,
    };
}
