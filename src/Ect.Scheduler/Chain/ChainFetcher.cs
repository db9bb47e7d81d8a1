using Ect.Contracts;
using Ect.Ethereum;
using Ect.Ethereum.Rpc;

namespace Ect.Scheduler.Chain;

/// <summary>Reads the next piece of the chain after the cursor. Knows nothing of what the logs mean.</summary>
internal sealed class ChainFetcher(EthClient client, HubClient hub, SchedulerOptions options, ChainCursor cursor, LogMemory memory, MissedLogs missed, TimeProvider time)
{
    private const ulong MaxRange = 1000;

    private readonly EthClient _eth = client.Agreed;
    private long? _behindSince;

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
    /// <exception cref="ChainLostException">The chain has the hub no more.</exception>
    /// <exception cref="NoQuorumException">The endpoints contradict each other.</exception>
    public async Task<ChainStep> NextAsync(CancellationToken ct)
    {
        var position = cursor.Head();
        var head = await _eth.BlockNumberAsync(ct);
        if (position is not null && await BackAsync(position, head, ct) is { } back)
        {
            return back;
        }

        // Nothing is deployed in block 0, and the embedded chain makes another one at every start, which is no parent of block 1.
        var from = position is null ? Math.Max(1, options.Deployment.FromBlock) : position.Number + 1;
        if (head < from)
        {
            return await RescanAsync(head, ct);
        }

        var to = Math.Min(head, from + MaxRange - 1);
        var blocks = await HeadersAsync(position, from, to, head, ct);
        var logs = (await LogsAsync(from, to, ct)).ToList();
        foreach (var block in blocks)
        {
            logs.AddRange(await missed.OfAsync(block, Topics, logs, ct));
        }

        var settlements = await SettlementsAsync(logs, to, ct);
        BlockRef[] read = [.. blocks.Select(block => new BlockRef(block.Number, block.Hash, block.Timestamp))];

        // Logs are asked for by number, so make sure that the numbers still mean the blocks that we write down.
        if (!await IsCanonicalAsync(read[^1], ct))
        {
            throw new ChainMovedException(to);
        }

        memory.Note(from, to, logs);
        return new ChainStep.Forward(read, logs, settlements);
    }

    /// <summary>The way back from a position that the chain does not have; null if it has it.</summary>
    private async Task<ChainStep?> BackAsync(BlockRef position, ulong head, CancellationToken ct)
    {
        if (head >= position.Number && await IsCanonicalAsync(position, ct))
        {
            _behindSince = null;
            return null;
        }

        // On our own chain, but not as far: most often a node that lags.
        var newest = cursor.Newest();
        var isOurs = head < position.Number && (newest.FirstOrDefault(block => block.Number == head) is not { } known || await IsCanonicalAsync(known, ct));
        if (isOurs && time.GetElapsedTime(_behindSince ??= time.GetTimestamp()) < options.LagPatience)
        {
            return new ChainStep.Behind(head, position.Number);
        }

        _behindSince = null;
        var ancestor = await AncestorAsync(newest, head, ct);
        if ((await _eth.GetCodeAsync(options.Hub, cancellationToken: ct)).Length == 0)
        {
            throw new ChainLostException(options, head);
        }

        memory.Rewind(ancestor ?? -1);
        return new ChainStep.Back(ancestor ?? -1, ancestor is null ? "none of the blocks that were read is in it: it was restored from an older state, or is another one"
            : isOurs ? $"its newest block has been {head} for {options.LagPatience.TotalSeconds:0.#} s, below {position.Number} that was read: it was set back, or restored from an older state"
            : $"block {position.Number} is another one now");
    }

    /// <summary>Reads the newest blocks a second time, now and then.</summary>
    private async Task<ChainStep> RescanAsync(ulong head, CancellationToken ct)
    {
        if (!memory.IsDue || memory.FirstMissed(await LogsAsync(memory.First!.Value, head, ct)) is not { } block)
        {
            return new ChainStep.UpToDate();
        }

        memory.Rewind((long)block - 1);
        return new ChainStep.Back((long)block - 1, $"block {block} has events that its node did not tell before");
    }

    private Task<IReadOnlyList<Log>> LogsAsync(ulong from, ulong to, CancellationToken ct) =>
        _eth.GetLogsAsync(new() { FromBlock = from, ToBlock = to, Addresses = [options.Hub], Topics = [Topics] }, ct);

    /// <summary>The last block of the range, and every one of it that a later re-org may go back to, each the child of the one before.</summary>
    private async Task<IReadOnlyList<Block>> HeadersAsync(BlockRef? position, ulong from, ulong to, ulong head, CancellationToken ct)
    {
        var first = head > ChainCursor.Depth ? Math.Min(to, Math.Max(from, head - ChainCursor.Depth)) : from;
        var blocks = new List<Block>();
        var parent = first == from ? position?.Hash : null;
        for (var number = first; number <= to; number++)
        {
            var block = await _eth.GetBlockAsync(number, ct);
            if (block is null || (parent is not null && block.ParentHash != parent))
            {
                throw new ChainMovedException(number);
            }

            parent = block.Hash;
            blocks.Add(block);
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

    /// <summary>The newest remembered block that the chain still has; null if it has none.</summary>
    private async Task<long?> AncestorAsync(IReadOnlyList<BlockRef> newest, ulong head, CancellationToken ct)
    {
        foreach (var block in newest.Where(block => block.Number <= head))
        {
            if (await IsCanonicalAsync(block, ct))
            {
                return (long)block.Number;
            }
        }

        return null;
    }

    private async Task<bool> IsCanonicalAsync(BlockRef block, CancellationToken ct) =>
        (await _eth.GetBlockAsync(block.Number, ct))?.Hash == block.Hash;
}
