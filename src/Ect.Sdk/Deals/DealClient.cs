using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Orders;
using Ect.Sdk.Chain;
using Ect.Sdk.Errors;

namespace Ect.Sdk.Deals;

/// <summary>Matches orders and finds deals.</summary>
public sealed partial class DealClient
{
    private readonly ChainAccess _chain;

    internal DealClient(ChainAccess chain) => _chain = chain;

    /// <summary>Matches four signed orders on chain; anybody may.</summary>
    /// <param name="app">Document of the app order.</param>
    /// <param name="dataset">Document of the dataset order; null if the request names no dataset.</param>
    /// <param name="pool">Document of the pool order.</param>
    /// <param name="request">Document of the request.</param>
    /// <param name="cancellation">Ends the waiting, not the transaction.</param>
    /// <exception cref="RevertException">The hub refuses the match; the error says which order and why.</exception>
    public async Task<DealInfo> MatchAsync(string app, string? dataset, string pool, string request, CancellationToken cancellation = default)
    {
        var orders = Parse(app, dataset, pool, request);
        return DealInfo.Of(await (await _chain.HubAsync(cancellation)).MatchOrdersAsync(orders.App, orders.Dataset, orders.Pool, orders.Request, cancellation));
    }

    /// <summary>
    /// As <see cref="MatchAsync"/>, but this client's account pays in the requester's place, and gets the refunds.
    /// </summary>
    /// <inheritdoc cref="MatchAsync"/>
    public async Task<DealInfo> SponsorAsync(string app, string? dataset, string pool, string request, CancellationToken cancellation = default)
    {
        var orders = Parse(app, dataset, pool, request);
        return DealInfo.Of(await (await _chain.HubAsync(cancellation)).SponsorOrdersAsync(orders.App, orders.Dataset, orders.Pool, orders.Request, cancellation));
    }

    /// <summary>A deal by its id.</summary>
    /// <exception cref="EctException">There is none (<see cref="ErrorCode.DealNotFound"/>).</exception>
    public async Task<DealInfo> GetAsync(Bytes32 id, CancellationToken cancellation = default) =>
        await (await _chain.HubAsync(cancellation)).FindDealAsync(id, cancellation) is { } deal
            ? DealInfo.Of(deal)
            : throw new EctException(ErrorCode.DealNotFound, $"Network '{_chain.Network.Name}' has no deal {id}.");

    /// <summary>Deals in the order of their matches.</summary>
    /// <param name="requester">Only those that it bought.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public async Task<IReadOnlyList<DealInfo>> ListAsync(Address? requester = null, CancellationToken cancellation = default) =>
        [.. (await (await _chain.HubAsync(cancellation)).DealsAsync(requester: requester, ct: cancellation)).Select(DealInfo.Of)];

    /// <summary>The deal whose id begins with <paramref name="prefix"/> (at least four digits).</summary>
    /// <exception cref="EctException">None (<see cref="ErrorCode.DealNotFound"/>), or several (<see cref="ErrorCode.AmbiguousName"/>).</exception>
    public async Task<DealInfo> FindAsync(string prefix, CancellationToken cancellation = default)
    {
        if (Bytes32.TryParse(prefix, out var full))
        {
            return await GetAsync(full, cancellation);
        }

        var deals = await ListAsync(cancellation: cancellation);
        var id = IdPrefix.Choose(deals.Select(deal => deal.Id.ToString()), prefix, "deal", ErrorCode.DealNotFound);
        return deals.First(deal => deal.Id.ToString() == id);
    }

    private (SignedAppOrder App, SignedDatasetOrder? Dataset, SignedPoolOrder Pool, SignedRequestOrder Request) Parse(string app, string? dataset, string pool, string request)
    {
        try
        {
            var (forApp, forPool, forRequest) = (Ours(OrderJson.ParseApp(app)), Ours(OrderJson.ParsePool(pool)), Ours(OrderJson.ParseRequest(request)));
            return (
                new(forApp.Order, forApp.SignatureBytes()),
                dataset is null ? null : Signed(Ours(OrderJson.ParseDataset(dataset))),
                new(forPool.Order, forPool.SignatureBytes()),
                new(forRequest.Order, forRequest.SignatureBytes()));
        }
        catch (FormatException e)
        {
            throw new EctException(ErrorCode.InvalidFile, e.Message, inner: e);
        }
    }

    // The hub would see a wrong signature only; here it can be said why.
    private OrderDocument<TOrder> Ours<TOrder>(OrderDocument<TOrder> document)
    {
        document.RequireDomain(_chain.Domain);
        return document;
    }

    private static SignedDatasetOrder Signed(OrderDocument<DatasetOrder> document) => new(document.Order, document.SignatureBytes());
}
