using Ect.Contracts;
using Ect.Ethereum;
using Ect.Ethereum.Rpc;

namespace Ect.Sdk.Deals;

/// <summary>Looks for what happened to a deal's tasks since the last look. For one caller at a time.</summary>
internal sealed class DealPoll(HubClient hub, DealInfo deal)
{
    // Events of the newest blocks are asked for again, so that a short re-organisation hides none.
    private const ulong Overlap = 16;

    private readonly DealWatch _watch = new(deal);
    private readonly HashSet<(Bytes32, ulong)> _seen = [];
    private ulong _next = deal.BlockNumber;

    /// <summary>Whether all tasks have ended.</summary>
    public bool IsOver => _watch.IsOver;

    /// <summary>What is new, in the chain's order. A look that fails gives nothing, and the next one all of it.</summary>
    public async Task<IReadOnlyList<TaskUpdate>> LookAsync(CancellationToken cancellation)
    {
        var head = await hub.Client.BlockNumberAsync(cancellation);
        var updates = new List<TaskUpdate>();
        var fresh = (await LogsAsync(head, cancellation)).Where(log => !_seen.Contains((log.TransactionHash, log.LogIndex))).ToArray();
        foreach (var log in fresh)
        {
            updates.AddRange(await ReadAsync(log, cancellation));
        }

        _seen.UnionWith(fresh.Select(log => (log.TransactionHash, log.LogIndex)));
        _next = Math.Max(deal.BlockNumber, head > Overlap ? head - Overlap : 0);
        return updates;
    }

    private async Task<IReadOnlyList<TaskUpdate>> ReadAsync(Log log, CancellationToken cancellation)
    {
        if (EctHub.DealSettledEvent.TryDecode(log, out var settled))
        {
            return _watch.Read(await hub.SettledPagesAsync(log.TransactionHash, settled.Scheduler, settled.Epoch, cancellation), log.BlockNumber);
        }

        return _watch.Read(log) is { } update ? [update] : [];
    }

    private async Task<IReadOnlyList<Log>> LogsAsync(ulong head, CancellationToken cancellation)
    {
        var ofDeal = hub.LogsAsync(hub.Deployment.Hub, [DealWatch.DealTopics, [deal.Id]], _next, head, cancellation);
        var ofTasks = hub.LogsOfTasksAsync([DealWatch.TaskTopics], _watch.Tasks, _next, head, cancellation);
        await Task.WhenAll(ofDeal, ofTasks);

        // A task's end comes last, so that whoever stops there has seen what became of its workers.
        return [.. (await ofDeal).Concat(await ofTasks).OrderBy(log => log.BlockNumber).ThenBy(log => log.LogIndex)];
    }
}
