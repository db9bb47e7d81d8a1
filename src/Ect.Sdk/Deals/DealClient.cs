using Ect.Contracts;
using Ect.Ethereum;
using Ect.Ethereum.Rpc;
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
        ContractCall call;
        try
        {
            var (appOrder, poolOrder, requestOrder) = (OrderJson.ParseApp(app), OrderJson.ParsePool(pool), OrderJson.ParseRequest(request));
            var datasetOrder = dataset is null ? NoDataset : Signed(OrderJson.ParseDataset(dataset));
            call = _chain.Hub.MatchOrders(
                new(appOrder.Order, appOrder.SignatureBytes()),
                datasetOrder,
                new(poolOrder.Order, poolOrder.SignatureBytes()),
                new(requestOrder.Order, requestOrder.SignatureBytes()));
        }
        catch (FormatException e)
        {
            throw new EctException(ErrorCode.InvalidFile, e.Message, inner: e);
        }

        var receipt = await _chain.SendAsync(call, cancellation);
        return receipt.Logs.Select(Read).OfType<DealInfo>().Single();
    }

    /// <summary>A deal by its id.</summary>
    /// <exception cref="EctException">There is none (<see cref="ErrorCode.DealNotFound"/>).</exception>
    public async Task<DealInfo> GetAsync(Bytes32 id, CancellationToken cancellation = default) =>
        await ReadAsync(cancellation, [EctHub.DealMatchedEvent.Topic], [id]) is [var deal, ..]
            ? deal
            : throw new EctException(ErrorCode.DealNotFound, $"Network '{_chain.Network.Name}' has no deal {id}.");

    /// <summary>Deals in the order of their matches.</summary>
    /// <param name="requester">Only those that it bought.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public Task<IReadOnlyList<DealInfo>> ListAsync(Address? requester = null, CancellationToken cancellation = default) =>
        requester is { } buyer
            ? ReadAsync(cancellation, [EctHub.DealMatchedEvent.Topic], null, null, [Word(buyer)])
            : ReadAsync(cancellation, [EctHub.DealMatchedEvent.Topic]);

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

    private static SignedDatasetOrder NoDataset { get; } = new(new(0, 0, 0, Bytes32.Zero, 0, 0, Address.Zero, 0, Bytes32.Zero), []);

    private static SignedDatasetOrder Signed(OrderDocument<DatasetOrder> document) => new(document.Order, document.SignatureBytes());

    private async Task<IReadOnlyList<DealInfo>> ReadAsync(CancellationToken cancellation, params IReadOnlyList<IReadOnlyList<Bytes32>?> topics) =>
        [.. (await _chain.LogsAsync(_chain.Hub.Address, cancellation, topics)).Select(Read).OfType<DealInfo>()];

    private static DealInfo? Read(Log log) => EctHub.DealMatchedEvent.TryDecode(log, out var matched)
        ? new(matched.Id, matched.Deal, matched.Params, matched.Position.BlockNumber, matched.Position.TransactionHash)
        : null;

    private static Bytes32 Word(Address address) => Bytes32.FromBytes([.. new byte[12], .. address.ToBytes()]);
}
