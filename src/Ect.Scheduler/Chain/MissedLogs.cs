using Ect.Ethereum;
using Ect.Ethereum.Rpc;
using Microsoft.Extensions.Logging;

namespace Ect.Scheduler.Chain;

/// <summary>
/// Finds logs that a node left out: a block's own bloom filter says which of the hub's events it may have. What is missing
/// is read from the receipts of the block's transactions.
/// </summary>
internal sealed partial class MissedLogs(EthClient client, SchedulerOptions options, ILogger<MissedLogs> logger)
{
    private readonly EthClient _eth = client.Agreed;

    /// <summary>The logs of a block that were not told. Most often none; the filter errs once in a thousand blocks or so.</summary>
    public async Task<IReadOnlyList<Log>> OfAsync(Block block, IReadOnlyList<Bytes32> topics, IReadOnlyList<Log> told, CancellationToken ct)
    {
        var known = told.Where(log => log.BlockNumber == block.Number).Select(log => log.Topics[0]).ToHashSet();
        var mayBeMissing = block.LogsBloom is { } bloom && block.Transactions is { Count: > 0 }
            && Bloom.IsTelling(bloom) && Bloom.MayHave(bloom, options.Hub.ToBytes())
            && topics.Any(topic => !known.Contains(topic) && Bloom.MayHave(bloom, topic.ToBytes()));
        if (!mayBeMissing)
        {
            return [];
        }

        var missed = new List<Log>();
        foreach (var transaction in block.Transactions!)
        {
            var receipt = await _eth.GetTransactionReceiptAsync(transaction, ct);
            if (receipt?.BlockHash != block.Hash)
            {
                throw new ChainMovedException(block.Number);
            }

            missed.AddRange(receipt.Logs.Where(log => log.Address == options.Hub && log.Topics.Count > 0 && topics.Contains(log.Topics[0])
                && !told.Any(other => other.BlockNumber == log.BlockNumber && other.LogIndex == log.LogIndex)));
        }

        if (missed.Count > 0)
        {
            LogMissed(missed.Count, block.Number);
        }

        return missed;
    }

    [LoggerMessage(LogLevel.Warning, "The chain's node left out {Count} events of block {Block}; they were taken from the receipts. Give several endpoints in rpc, or another one, if this goes on")]
    private partial void LogMissed(int count, ulong block);
}
