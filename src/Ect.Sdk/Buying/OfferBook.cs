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

    public Task<IReadOnlyList<Offer<DatasetOrder>>> DatasetsAsync(BigInteger dataset, CancellationToken cancellation) =>
        ReadAsync(new(OrderKind.Dataset, dataset, Limit: MostOffers), json => OrderJson.ParseDataset(json), order => order.Price, order => order.Volume, cancellation);

    public Task<IReadOnlyList<Offer<PoolOrder>>> PoolsAsync(BigInteger? pool, ushort? category, CancellationToken cancellation) =>
        ReadAsync(new(OrderKind.Pool, pool, category, MostOffers), json => OrderJson.ParsePool(json), order => order.Price, order => order.Volume, cancellation);

    private async Task<IReadOnlyList<Offer<TOrder>>> ReadAsync<TOrder>(
        OrderQuery query,
        Func<string, OrderDocument<TOrder>> parse,
        Func<TOrder, BigInteger> price,
        Func<TOrder, uint> volume,
        CancellationToken cancellation)
    {
        var offers = new List<Offer<TOrder>>();
        foreach (var order in await market.ListAsync(query, cancellation))
        {
            var document = parse(order.Document);
            if (order.Summary.Domain == domain && document.Signature is not null)
            {
                offers.Add(new(document.Order, document.SignatureBytes(), order.Document, order.Hash, price(document.Order), volume(document.Order), await FactsAsync(order.Summary, cancellation)));
            }
        }

        return [.. offers.OrderBy(offer => offer.Price)];
    }

    private async Task<OrderFacts> FactsAsync(OrderSummary order, CancellationToken cancellation)
    {
        if (await hub.OwnerOfAsync(order.Kind.Asset(), order.Asset, cancellation) is not { } signer)
        {
            return new(null, 0);
        }

        return new(
            signer,
            await hub.ConsumedAsync(signer, order.Hash, cancellation),
            order.Signature is [] && await hub.IsPreSignedAsync(signer, order.Hash, cancellation),
            order.Signature is not [] && await IsContractAsync(signer, cancellation));
    }

    private async Task<bool> IsContractAsync(Address account, CancellationToken cancellation) =>
        (await hub.Client.GetCodeAsync(account, cancellationToken: cancellation)).Length > 0;
}
