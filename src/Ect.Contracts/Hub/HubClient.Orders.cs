using System.Numerics;
using Ect.Ethereum;
using Ect.Ethereum.Rpc;

namespace Ect.Contracts;

/// <summary>Orders and their match.</summary>
public sealed partial class HubClient
{
    // In the place of a dataset order where the request names none: the hub does not look at it.
    private static readonly SignedDatasetOrder NoDataset =
        new(new DatasetOrder(0, 0, 0, Bytes32.Zero, 0, 0, Address.Zero, 0, Bytes32.Zero), []);

    /// <summary>Matches four orders and returns the deal.</summary>
    /// <param name="app">The app order.</param>
    /// <param name="dataset">The dataset order; null if the request names no dataset.</param>
    /// <param name="pool">The pool order.</param>
    /// <param name="request">The request order.</param>
    /// <param name="ct">Ends the waiting.</param>
    /// <exception cref="RevertException">The orders do not match: the error names the first rule that they break.</exception>
    public async Task<MatchedDeal> MatchOrdersAsync(SignedAppOrder app, SignedDatasetOrder? dataset, SignedPoolOrder pool, SignedRequestOrder request, CancellationToken ct = default) =>
        DealOf(await SendAsync(Hub.MatchOrders(app, dataset ?? NoDataset, pool, request), ct));

    /// <summary>
    /// As <see cref="MatchOrdersAsync"/>, but this account pays in the requester's place and gets the refunds. The requester
    /// signs its request as ever: what is bought, and for whom, is its word.
    /// </summary>
    /// <inheritdoc cref="MatchOrdersAsync"/>
    public async Task<MatchedDeal> SponsorOrdersAsync(SignedAppOrder app, SignedDatasetOrder? dataset, SignedPoolOrder pool, SignedRequestOrder request, CancellationToken ct = default) =>
        DealOf(await SendAsync(Hub.SponsorOrders(app, dataset ?? NoDataset, pool, request), ct));

    /// <summary>Tasks already matched of an order; uint.MaxValue if it was cancelled.</summary>
    public async Task<uint> ConsumedAsync(Address signer, Bytes32 orderHash, CancellationToken ct = default) =>
        (uint)BigInteger.Min(uint.MaxValue, await ReadAsync(Hub.Consumed(signer, orderHash), ct));

    /// <summary>The same of many orders as of a block, in their order.</summary>
    public async Task<IReadOnlyList<uint>> ConsumedAsync(IEnumerable<(Address Signer, Bytes32 Hash)> orders, ulong block, CancellationToken ct = default) =>
        [.. (await ReadAllAsync(orders.Select(order => Hub.Consumed(order.Signer, order.Hash)), block, ct)).Select(consumed => (uint)BigInteger.Min(uint.MaxValue, consumed))];

    /// <summary>Whether the signer declared the order on chain.</summary>
    public Task<bool> IsPreSignedAsync(Address signer, Bytes32 orderHash, CancellationToken ct = default) => ReadAsync(Hub.IsPreSigned(signer, orderHash), ct);

    /// <summary>The same of many orders as of a block, in their order.</summary>
    public Task<IReadOnlyList<bool>> ArePreSignedAsync(IEnumerable<(Address Signer, Bytes32 Hash)> orders, ulong block, CancellationToken ct = default) =>
        ReadAllAsync(orders.Select(order => Hub.IsPreSigned(order.Signer, order.Hash)), block, ct);

    /// <summary>Takes all remaining volume from the account's order, for ever. Null if it was cancelled before.</summary>
    public Task<TransactionReceipt?> CancelOrderAsync(Bytes32 orderHash, CancellationToken ct = default) =>
        SendUnlessAsync(async () => await ConsumedAsync(Sender.Address, orderHash, ct) == uint.MaxValue, Hub.Cancel(orderHash), ct);

    /// <summary>Declares the account's order signed, on chain. Null if it was declared before.</summary>
    public Task<TransactionReceipt?> PreSignAsync(Bytes32 orderHash, CancellationToken ct = default) =>
        SendUnlessAsync(() => IsPreSignedAsync(Sender.Address, orderHash, ct), Hub.PreSign(orderHash), ct);

    /// <summary>The computation bounds that the hub knows, by their index.</summary>
    public async Task<IReadOnlyList<Category>> CategoriesAsync(CancellationToken ct = default)
    {
        var block = await Client.BlockNumberAsync(ct);
        var count = await CategoryCountAsync(block, ct);
        return await ReadAllAsync(Enumerable.Range(0, (int)count).Select(at => Hub.Category((uint)at)), block, ct);
    }

    /// <summary>How many categories the hub knows.</summary>
    public Task<uint> CategoryCountAsync(CancellationToken ct = default) => CategoryCountAsync(BlockTag.Latest, ct);

    /// <summary>How many categories the hub knew at a block.</summary>
    public async Task<uint> CategoryCountAsync(BlockTag block, CancellationToken ct = default) => (uint)await ReadAsync(Hub.CategoryCount(), block, ct);

    private MatchedDeal DealOf(TransactionReceipt receipt) =>
        DealsOf(receipt.Logs).FirstOrDefault()
        ?? throw new InvalidOperationException($"Transaction {receipt.TransactionHash} made no deal although it succeeded: {Deployment.Hub} is no EctHub.");

    private IEnumerable<MatchedDeal> DealsOf(IEnumerable<Log> logs)
    {
        foreach (var log in logs.Where(log => log.Address == Deployment.Hub && !log.Removed))
        {
            if (EctHub.DealMatchedEvent.TryDecode(log, out var matched))
            {
                yield return MatchedDeal.Of(matched);
            }
        }
    }
}
