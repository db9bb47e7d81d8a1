using Ect.Ethereum;
using Ect.Scheduler.Epochs;
using Ect.Scheduler.Storage;
using Microsoft.Extensions.Logging;

namespace Ect.Scheduler.Chain;

/// <summary>Brings the store to the chain's head: cursor and events in one transaction for each piece.</summary>
internal sealed partial class ChainSync(
    ChainFetcher fetcher, Database database, ChainCursor cursor, ChainHealth health, SeatBook seats, DrawBook draws, SchedulerOptions options, TimeProvider time, ILogger<ChainSync> logger)
{
    /// <summary>Reads until nothing is new. Returns the tasks that ended meanwhile.</summary>
    public async Task<IReadOnlyCollection<Bytes32>> RunOnceAsync(CancellationToken ct)
    {
        var ended = new HashSet<Bytes32>();
        while (true)
        {
            switch (await fetcher.NextAsync(ct))
            {
                case ChainStep.Forward forward:
                    ended.UnionWith(await ApplyAsync(forward, ct));
                    break;
                case ChainStep.Back back:
                    await RewindAsync(back.Ancestor, back.Reason, ct);
                    break;
                case ChainStep.Behind behind:
                    LogBehind(behind.Head, behind.Read);
                    health.Seen(cursor.Head());
                    return ended;
                default:
                    health.Seen(cursor.Head());
                    return ended;
            }
        }
    }

    /// <summary>Takes back everything above a block, to be read again from there.</summary>
    public Task RewindAsync(long ancestor, CancellationToken ct) => RewindAsync(ancestor, "the store contradicts it", ct);

    private async Task RewindAsync(long ancestor, string reason, CancellationToken ct)
    {
        LogReorg(ancestor, reason);
        health.Reorganised();
        seats.Forget();
        draws.Forget();
        await database.WriteAsync(unit => ChainRewind.To(unit, ancestor, time.GetUtcNow()), ct);
    }

    private Task<IReadOnlyCollection<Bytes32>> ApplyAsync(ChainStep.Forward forward, CancellationToken ct) =>
        database.WriteAsync(unit =>
        {
            var applier = new ChainApplier(options, unit, forward.Settlements, time.GetUtcNow());
            foreach (var log in forward.Logs.Where(log => !log.Removed).OrderBy(log => log.BlockNumber).ThenBy(log => log.LogIndex))
            {
                applier.Apply(log);
            }

            foreach (var deal in applier.Oversized)
            {
                LogOversized(deal, options.MaxTasksOfDeal);
            }

            ChainCursor.Advance(unit, forward.Blocks);
            return applier.Ended;
        }, ct);

    [LoggerMessage(LogLevel.Error, "Deal {DealId} has more than {Max} tasks and is left alone: raise MaxTasksOfDeal, or its requester is refunded")]
    private partial void LogOversized(Bytes32 dealId, uint max);

    [LoggerMessage(LogLevel.Warning, "The chain was re-organised: reading again above block {Ancestor}, because {Reason}")]
    private partial void LogReorg(long ancestor, string reason);

    [LoggerMessage(LogLevel.Warning, "The chain's newest block is {Head}, but {Read} was read already: its node lags; waiting for it")]
    private partial void LogBehind(ulong head, ulong read);
}
