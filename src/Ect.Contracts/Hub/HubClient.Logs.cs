using Ect.Ethereum;
using Ect.Ethereum.Rpc;

namespace Ect.Contracts;

/// <summary>Searching events.</summary>
public sealed partial class HubClient
{
    /// <summary>The logs of a contract in a range of blocks, asked for in pieces that nodes accept.</summary>
    /// <param name="contract">The contract.</param>
    /// <param name="topics">For each topic position the values of which one must match; null matches any.</param>
    /// <param name="fromBlock">First block; the deployment's first when null.</param>
    /// <param name="toBlock">Last block; the newest when null.</param>
    /// <param name="ct">Ends the search.</param>
    public async Task<IReadOnlyList<Log>> LogsAsync(Address contract, IReadOnlyList<IReadOnlyList<Bytes32>?> topics, ulong? fromBlock = null, ulong? toBlock = null, CancellationToken ct = default)
    {
        await CheckChainAsync(ct);
        var last = toBlock ?? await Client.BlockNumberAsync(ct);
        var first = Math.Max(fromBlock ?? 0, Deployment.FromBlock);
        var range = _options.MaxLogRange;
        var logs = new List<Log>();
        while (first <= last)
        {
            var end = Math.Min(last, first + range - 1);
            try
            {
                logs.AddRange(await Client.GetLogsAsync(new LogFilter { Addresses = [contract], Topics = topics, FromBlock = first, ToBlock = end }, ct));
                first = end + 1;
            }
            catch (RpcException) when (range > 1 && end > first)
            {
                // Too many blocks or logs for this node: its limit is nowhere to be read, so halve.
                range = Math.Max(1, (end - first + 1) / 2);
            }
        }

        return logs;
    }
}
