using System.Numerics;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Orders;
using Ect.Protocol.Signing;
using Ect.Sdk.Orders;

namespace Ect.Sdk.Buying;

/// <summary>Fetches the offers for a purchase from the board and asks the chain about each.</summary>
internal sealed class OfferBook(HubClient hub, EctDomain domain, MarketClient market)
{
    // The cheapest of each kind: enough to find a match among, few enough to check against each other.
    private const int MostOffers = 25;

    public Task<IReadOnlyList<Offer<AppOrder>>> AppsAsync(BigInteger app, CancellationToken cancellation) =>
        ReadAsync(new(OrderKind.App, app, Limit: MostOffers), json => OrderJson.ParseApp(json), order => order.Price, order => order.Volume, cancellation);

    /// <param name="dataset">The dataset; null for none.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public async Task<IReadOnlyList<Offer<DatasetOrder>>> DatasetsAsync(BigInteger? dataset, CancellationToken cancellation) =>
        dataset is null ? [] : await ReadAsync(new(OrderKind.Dataset, dataset, Limit: MostOffers), json => OrderJson.ParseDataset(json), order => order.Price, order => order.Volume, cancellation);

    public Task<IReadOnlyList<Offer<PoolOrder>>> PoolsAsync(BigInteger? pool, ushort? category, CancellationToken cancellation) =>
        ReadAsync(new(OrderKind.Pool, pool, category, MostOffers), json => OrderJson.ParsePool(json), order => order.Price, order => order.Volume, cancellation);

    private async Task<IReadOnlyList<Offer<TOrder>>> ReadAsync<TOrder>(
        OrderQuery query,
        Func<string, OrderDocument<TOrder>> parse,
        Func<TOrder, BigInteger> price,
        Func<TOrder, uint> volume,
        CancellationToken cancellation)
    {
        var orders = (await market.ListAsync(query, cancellation)).Where(order => order.Summary.Domain == domain && order.Summary.Signature is not null).ToList();
        var facts = await FactsAsync(query.Kind, [.. orders.Select(order => order.Summary)], cancellation);
        return [.. orders.Zip(facts, OfferOf).OrderBy(offer => offer.Price)];

        Offer<TOrder> OfferOf(BoardOrder order, OrderFacts told)
        {
            var document = parse(order.Document);
            return new(document.Order, document.SignatureBytes(), order.Document, order.Hash, price(document.Order), volume(document.Order), told);
        }
    }

    /// <summary>What the newest block says of orders of a kind.</summary>
    private async Task<IReadOnlyList<OrderFacts>> FactsAsync(OrderKind kind, IReadOnlyList<OrderSummary> orders, CancellationToken cancellation)
    {
        if (orders.Count == 0)
        {
            return [];
        }

        var block = await hub.Client.BlockNumberAsync(cancellation);
        var owners = await hub.OwnersOfAsync(kind.Asset(), orders.Select(order => order.Asset), block, cancellation);

        // Where nobody owns the asset, nobody has used or signed the order.
        var signed = orders.Zip(owners, (order, owner) => (Signer: owner ?? Address.Zero, order.Hash)).ToList();
        var counting = hub.ConsumedAsync(signed, block, cancellation);
        var declaring = hub.ArePreSignedAsync(signed, block, cancellation);
        var coding = hub.Client.GetCodesAsync([.. signed.Select(order => order.Signer)], block, cancellation);
        await Task.WhenAll(counting, declaring, coding);
        var (consumed, isPreSigned, codes) = (await counting, await declaring, await coding);
        return [.. orders.Select((order, at) => new OrderFacts(owners[at], consumed[at], order.Signature is [] && isPreSigned[at], order.Signature is not [] && codes[at].Length > 0))];
    }
}
