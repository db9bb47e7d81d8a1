using System.Numerics;
using Ect.Ethereum;

namespace Ect.Contracts;

/// <summary>Deals.</summary>
public sealed partial class HubClient
{
    /// <summary>A deal by its id, from the chain's events; null if there is none.</summary>
    public async Task<MatchedDeal?> FindDealAsync(Bytes32 dealId, CancellationToken ct = default)
    {
        // The chain keeps only the id: whoever has the id of no deal would search all its blocks in vain.
        var draw = await DrawOfAsync(dealId, ct);
        if (draw.DrawBlock == 0)
        {
            return null;
        }

        // The block after the match decides the draw, unless it was postponed, or the contracts' clock is another chain's, as on some rollups.
        var (head, match) = (await Client.BlockNumberAsync(ct), draw.DrawBlock - 1);
        return (match <= head ? await MatchedAsync(dealId, match, match, ct) : null) ?? await MatchedAsync(dealId, null, head, ct);
    }

    /// <summary>Whether a deal of this id was matched.</summary>
    public Task<bool> IsDealAsync(Bytes32 dealId, CancellationToken ct = default) => ReadAsync(Hub.IsDeal(dealId), ct);

    /// <summary>The deals of a range of blocks, of all pools and requesters or of one.</summary>
    public async Task<IReadOnlyList<MatchedDeal>> DealsAsync(BigInteger? pool = null, Address? requester = null, ulong? fromBlock = null, ulong? toBlock = null, CancellationToken ct = default)
    {
        IReadOnlyList<Bytes32>? pools = pool is { } id ? [Bytes32.FromNumber(id)] : null;
        IReadOnlyList<Bytes32>? requesters = requester is { } account ? [TopicOf(account)] : null;
        return [.. DealsOf(await LogsAsync(Deployment.Hub, [[EctHub.DealMatchedEvent.Topic], null, pools, requesters], fromBlock, toBlock, ct))];
    }

    private async Task<MatchedDeal?> MatchedAsync(Bytes32 dealId, ulong? fromBlock, ulong toBlock, CancellationToken ct) =>
        DealsOf(await LogsAsync(Deployment.Hub, [[EctHub.DealMatchedEvent.Topic], [dealId]], fromBlock, toBlock, ct)).FirstOrDefault();

    private static Bytes32 TopicOf(Address address)
    {
        Span<byte> word = stackalloc byte[Bytes32.Size];
        word.Clear();
        address.CopyTo(word[12..]);
        return Bytes32.FromBytes(word);
    }
}
