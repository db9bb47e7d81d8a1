using Ect.Contracts;
using Ect.Ethereum;
using Ect.Ethereum.Rpc;

namespace Ect.Scheduler.Chain;

/// <summary>Reads the next piece of the chain after the cursor. Knows nothing of what the logs mean.</summary>
internal sealed class ChainFetcher(EthClient eth, HubClient hub, SchedulerOptions options, ChainCursor cursor)
{
    private const ulong MaxRange = 1000;

    private static readonly IReadOnlyList<Bytes32> Topics =
    [
        EctHub.DealMatchedEvent.Topic,
        EctHub.TaskContributedEvent.Topic,
        EctHub.RevealOpenedEvent.Topic,
        EctHub.TaskRevealedEvent.Topic,
        EctHub.TaskCompletedEvent.Topic,
        EctHub.TaskFailedEvent.Topic,
        EctHub.ContributionAcceptedEvent.Topic,
        EctHub.ContributionRejectedEvent.Topic,
        EctHub.ContributionReleasedEvent.Topic,
        EctHub.TaskInitializedEvent.Topic,
        EctHub.EpochAnchoredEvent.Topic,
        EctHub.EpochSettledEvent.Topic,
        EctHub.ContributionPunishedEvent.Topic,
        EctHub.CallbackDeliveredEvent.Topic,
    ];

    /// <exception cref="ChainMovedException">The chain changed while it was read: try again.</exception>
    public async Task<ChainStep> NextAsync(CancellationToken ct)
    {
        var position = cursor.Head();
        if (position is not null && !await IsCanonicalAsync(position, ct))
        {
            return new ChainStep.Back(await AncestorAsync(ct));
        }

        var head = await eth.BlockNumberAsync(ct);
        var from = position is null ? options.Deployment.FromBlock : position.Number + 1;
        if (head < from)
        {
            return new ChainStep.UpToDate();
        }

        var to = Math.Min(head, from + MaxRange - 1);
        var blocks = await HeadersAsync(position, from, to, head, ct);
        var logs = await eth.GetLogsAsync(new() { FromBlock = from, ToBlock = to, Addresses = [options.Hub], Topics = [Topics] }, ct);

        var settlements = await SettlementsAsync(logs, to, ct);

        // Logs are asked for by number, so make sure that the numbers still mean the blocks that we write down.
        return await IsCanonicalAsync(blocks[^1], ct) ? new ChainStep.Forward(blocks, logs, settlements) : throw new ChainMovedException(blocks[^1].Number);
    }

    /// <summary>The last block of the range, and every one of it that a later re-org may go back to, each the child of the one before.</summary>
    private async Task<IReadOnlyList<BlockRef>> HeadersAsync(BlockRef? position, ulong from, ulong to, ulong head, CancellationToken ct)
    {
        var first = head > ChainCursor.Depth ? Math.Min(to, Math.Max(from, head - ChainCursor.Depth)) : from;
        var blocks = new List<BlockRef>();
        var parent = first == from ? position?.Hash : null;
        for (var number = first; number <= to; number++)
        {
            var block = await eth.GetBlockAsync(number, ct);
            if (block is null || (parent is not null && block.ParentHash != parent))
            {
                throw new ChainMovedException(number);
            }

            parent = block.Hash;
            blocks.Add(new(block.Number, block.Hash, block.Timestamp));
        }

        return blocks;
    }

    /// <summary>What our epochs' settlements published, by epoch: their logs have no more than a root.</summary>
    private async Task<IReadOnlyDictionary<ulong, SettledPages>> SettlementsAsync(IReadOnlyList<Log> logs, ulong block, CancellationToken ct)
    {
        var settlements = new Dictionary<ulong, SettledPages>();
        foreach (var log in logs.Where(log => !log.Removed))
        {
            if (EctHub.EpochSettledEvent.TryDecode(log, out var settled) && settled.Scheduler == options.Key.Address)
            {
                try
                {
                    settlements[settled.Epoch] = await hub.SettledPagesAsync(log.TransactionHash, settled.Scheduler, settled.Epoch, ct);
                }
                catch (InvalidOperationException)
                {
                    throw new ChainMovedException(block);
                }
            }
        }

        return settlements;
    }

    /// <summary>The newest remembered block that the chain still has; if none is left, just below the hub's options.</summary>
    private async Task<long> AncestorAsync(CancellationToken ct)
    {
        foreach (var block in cursor.Newest())
        {
            if (await IsCanonicalAsync(block, ct))
            {
                return (long)block.Number;
            }
        }

        return (long)options.Deployment.FromBlock - 1;
    }

    private async Task<bool> IsCanonicalAsync(BlockRef block, CancellationToken ct) =>
        (await eth.GetBlockAsync(block.Number, ct))?.Hash == block.Hash;
}
