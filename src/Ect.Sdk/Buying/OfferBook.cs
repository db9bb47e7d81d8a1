using System.Numerics;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Orders;
using Ect.Sdk.Chain;
using Ect.Sdk.Orders;

namespace Ect.Sdk.Buying;

/// <summary>Fetches the offers for a purchase from the board and asks the chain about each.</summary>
internal sealed class OfferBook(ChainAccess chain, MarketClient market)
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
            if (order.Summary.Domain == chain.Domain && document.Signature is not null)
            {
                offers.Add(new(document.Order, document.SignatureBytes(), order.Document, order.Hash, price(document.Order), volume(document.Order), await FactsAsync(order.Summary, cancellation)));
            }
        }

        return [.. offers.OrderBy(offer => offer.Price)];
    }

    private async Task<OrderFacts> FactsAsync(OrderSummary order, CancellationToken cancellation)
    {
        var registry = new AssetRegistry(order.Kind switch
        {
            OrderKind.App => chain.Apps.Address,
            OrderKind.Dataset => chain.Datasets.Address,
            _ => chain.Pools.Address,
        });
        if (!await chain.ReadAsync(registry.Exists(order.Asset), cancellation))
        {
            return new(null, 0);
        }

        var signer = await chain.ReadAsync(registry.OwnerOf(order.Asset), cancellation);
        var consumed = await chain.ReadAsync(chain.Hub.Consumed(signer, order.Hash), cancellation);
        return new(
            signer,
            consumed > uint.MaxValue ? uint.MaxValue : (uint)consumed,
            order.Signature is [] && await chain.ReadAsync(chain.Hub.IsPreSigned(signer, order.Hash), cancellation),
            order.Signature is not [] && await IsContractAsync(signer, cancellation));
    }

    private async Task<bool> IsContractAsync(Address account, CancellationToken cancellation) =>
        (await chain.Eth.GetCodeAsync(account, cancellationToken: cancellation)).Length > 0;
}
