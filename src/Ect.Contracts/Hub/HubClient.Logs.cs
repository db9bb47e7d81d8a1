using Ect.Ethereum;
using Ect.Ethereum.Rpc;

namespace Ect.Contracts;

/// <summary>Searching events.</summary>
public sealed partial class HubClient
{
    private const int WindowsAtOnce = 4;

    // Nodes take no more than a thousand values of one topic.
    private const int MostTopics = 500;

    /// <summary>The logs of a contract in a range of blocks, in the chain's order, asked for in windows that nodes accept, a few at a time.</summary>
    /// <param name="contract">The contract.</param>
    /// <param name="topics">For each topic position the values of which one must match; null matches any.</param>
    /// <param name="fromBlock">First block; the deployment's first when null.</param>
    /// <param name="toBlock">Last block; the newest when null.</param>
    /// <param name="ct">Ends the search.</param>
    public async Task<IReadOnlyList<Log>> LogsAsync(Address contract, IReadOnlyList<IReadOnlyList<Bytes32>?> topics, ulong? fromBlock = null, ulong? toBlock = null, CancellationToken ct = default)
    {
        await CheckChainAsync(ct);
        var filter = new LogFilter { Addresses = [contract], Topics = topics };
        var last = toBlock ?? await Client.BlockNumberAsync(ct);
        var first = Math.Max(fromBlock ?? 0, Deployment.FromBlock);
        var (range, together) = (_options.MaxLogRange, WindowsAtOnce);
        var logs = new List<Log>();
        while (first <= last)
        {
            var windows = Windows(first, last, range).Take(together).ToList();
            var answers = await Task.WhenAll(windows.Select(window => TryLogsAsync(filter with { FromBlock = window.First, ToBlock = window.Last }, ct)));
            together = WindowsAtOnce;
            foreach (var (window, (found, refusal)) in windows.Zip(answers))
            {
                if (refusal is not null)
                {
                    // Too many blocks or logs for this node: its limit is nowhere to be read, so halve, and try that with one.
                    var blocks = window.Last - window.First + 1;
                    (range, together) = blocks > 1 ? (blocks / 2, 1) : throw refusal;
                    break;
                }

                logs.AddRange(found);
                first = window.Last + 1;
            }
        }

        return logs;
    }

    /// <summary>The hub's logs whose topics are these and then one of many tasks, in the chain's order.</summary>
    /// <param name="topics">The topics before the task's: see <see cref="LogsAsync"/>.</param>
    /// <param name="tasks">The tasks.</param>
    /// <param name="fromBlock">First block; the deployment's first when null.</param>
    /// <param name="toBlock">Last block.</param>
    /// <param name="ct">Ends the search.</param>
    public async Task<IReadOnlyList<Log>> LogsOfTasksAsync(IReadOnlyList<IReadOnlyList<Bytes32>?> topics, IEnumerable<Bytes32> tasks, ulong? fromBlock, ulong toBlock, CancellationToken ct = default)
    {
        var logs = new List<Log>();
        foreach (var some in tasks.Chunk(MostTopics))
        {
            logs.AddRange(await LogsAsync(Deployment.Hub, [.. topics, some], fromBlock, toBlock, ct));
        }

        return [.. logs.OrderBy(log => log.BlockNumber).ThenBy(log => log.LogIndex)];
    }

    private static IEnumerable<(ulong First, ulong Last)> Windows(ulong first, ulong last, ulong range)
    {
        for (; last - first >= range; first += range)
        {
            yield return (first, first + range - 1);
        }

        yield return (first, last);
    }

    private async Task<(IReadOnlyList<Log> Found, RpcException? Refusal)> TryLogsAsync(LogFilter filter, CancellationToken ct)
    {
        try
        {
            return (await Client.GetLogsAsync(filter, ct), null);
        }
        catch (RpcException refusal)
        {
            return ([], refusal);
        }
    }
}
