using System.Runtime.CompilerServices;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Ethereum.Rpc;

namespace Ect.Sdk.Deals;

public sealed partial class DealClient
{
    // Events of the newest blocks are asked for again, so that a short re-organisation hides none.
    private const ulong Overlap = 16;

    /// <summary>What happened to the deal's tasks and what happens, in the chain's order; ends when all of them have ended.</summary>
    /// <param name="deal">The deal.</param>
    /// <param name="interval">Pause between two looks; default 1 s.</param>
    /// <param name="cancellation">Ends the watching.</param>
    public async IAsyncEnumerable<TaskUpdate> WatchAsync(DealInfo deal, TimeSpan? interval = null, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var hub = await _chain.HubAsync(cancellation);
        var watch = new DealWatch(deal);
        var seen = new HashSet<(Bytes32, ulong)>();
        var next = deal.BlockNumber;
        using var timer = new PeriodicTimer(interval ?? TimeSpan.FromSeconds(1), _chain.Time);
        do
        {
            var head = await hub.Client.BlockNumberAsync(cancellation);
            foreach (var log in await LogsAsync(hub, deal, watch, next, cancellation))
            {
                if (!seen.Add((log.TransactionHash, log.LogIndex)))
                {
                    continue;
                }

                foreach (var update in await ReadAsync(hub, watch, log, cancellation))
                {
                    yield return update;
                }
            }

            next = Math.Max(deal.BlockNumber, head > Overlap ? head - Overlap : 0);
        }
        while (!watch.IsOver && await timer.WaitForNextTickAsync(cancellation));
    }

    private static async Task<IReadOnlyList<TaskUpdate>> ReadAsync(HubClient hub, DealWatch watch, Log log, CancellationToken cancellation)
    {
        if (EctHub.DealSettledEvent.TryDecode(log, out var settled))
        {
            return watch.Read(await hub.SettledPagesAsync(log.TransactionHash, settled.Scheduler, settled.Epoch, cancellation), log.BlockNumber);
        }

        return watch.Read(log) is { } update ? [update] : [];
    }

    private static async Task<IReadOnlyList<Log>> LogsAsync(HubClient hub, DealInfo deal, DealWatch watch, ulong from, CancellationToken cancellation)
    {
        var ofDeal = await hub.LogsAsync(hub.Deployment.Hub, [DealWatch.DealTopics, [deal.Id]], from, ct: cancellation);
        var ofTasks = await hub.LogsAsync(hub.Deployment.Hub, [DealWatch.TaskTopics, watch.Tasks], from, ct: cancellation);

        // A task's end comes last, so that whoever stops there has seen what became of its workers.
        return [.. ofDeal.Concat(ofTasks).OrderBy(log => log.BlockNumber).ThenBy(log => log.LogIndex)];
    }
}
