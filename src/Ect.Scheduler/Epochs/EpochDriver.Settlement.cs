using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Epochs;
using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Replicas;
using Ect.Scheduler.Storage;
using Ect.Scheduler.Tasks;
using Ect.Scheduler.Workers;
using Microsoft.Extensions.Logging;

namespace Ect.Scheduler.Epochs;

/// <summary>From the openings to the settlement.</summary>
internal sealed partial class EpochDriver
{
    private async Task ProposeAsync(EpochRecord epoch, EpochAction.Propose propose, Leftovers leftovers, CancellationToken ct)
    {
        var digest = propose.Draft.Message(options.Key.Address, epoch.Number, epoch.Root!.Value).Digest(domain);
        var settled = propose.Draft.Pages.SelectMany(page => page.Outcomes.Select(outcome => Known(propose.Draft.Deals[page.Deal], outcome.Offset))).ToList();
        var ids = settled.Select(task => task.Task.Id).ToHashSet();
        var proposed = await database.WriteAsync(
            unit =>
            {
                // A vote that came in the meantime, and was acknowledged, must not be left out.
                var votes = ReplicaStore.CountDisclosed(unit, ids);
                var isStale = settled.Any(task => votes.GetValueOrDefault(task.Task.Id) != task.Replicas.Count(IsDisclosed));
                if (isStale || !EpochStore.TryMove(unit, epoch.Number, EpochState.Anchored, EpochState.Proposed, propose.Reason, time.GetUtcNow()))
                {
                    return false;
                }

                EpochStore.PutProposal(unit, epoch.Number, propose.Draft, digest, propose.Reason, time.GetUtcNow());
                TaskStore.Replace(unit, epoch.Number, ids);
                GiveUpSilent(unit, epoch.Number);
                return true;
            },
            ct);
        foreach (var id in proposed ? ids : [])
        {
            leftovers.Remove(id);
        }

        if (proposed && epochs.Find(epoch.Number) is { State: EpochState.Proposed } record)
        {
            LogProposed(epoch.Number, propose.Reason);
            news.TellProposed(record);
        }

        wakeup.Signal();
    }

    /// <summary>The epoch comes to nothing. It could not settle others either, which no epoch has: they wait as its own tasks do.</summary>
    private async Task AbandonAsync(EpochRecord epoch, EpochState from, string reason, IReadOnlyCollection<Bytes32> others, CancellationToken ct)
    {
        await database.WriteAsync(
            unit =>
            {
                if (EpochStore.TryMove(unit, epoch.Number, from, EpochState.Abandoned, reason, time.GetUtcNow()))
                {
                    TaskStore.PostponeFrom(unit, epoch.Number, time.GetUtcNow(), options.MaxBackoff);
                    TaskStore.PostponeEach(unit, others, time.GetUtcNow(), options.MaxBackoff);
                    GiveUpSilent(unit, epoch.Number);
                    if (from == EpochState.Closed)
                    {
                        ReplicaStore.ClearEpoch(unit, epoch.Number);
                    }
                }
            },
            ct);
        LogAbandoned(epoch.Number, reason);
        wakeup.Signal();
    }

    /// <summary>Votes of who does not sign count no more, until the worker says them again. The next look proposes to the others.</summary>
    private async Task LeaveOutAsync(EpochRecord epoch, EpochAction.LeaveOut leaveOut, CancellationToken ct)
    {
        var ids = _tasks.Of(epoch, open.Index).OfType<Bytes32>().ToHashSet();
        await database.WriteAsync(
            unit =>
            {
                var now = time.GetUtcNow();
                if (!EpochStore.TryMove(unit, epoch.Number, EpochState.Proposed, EpochState.Anchored, leaveOut.Reason, now))
                {
                    return;
                }

                foreach (var worker in leaveOut.Workers)
                {
                    var votes = ids.Select(id => ReplicaStore.Find(unit, id, worker)).OfType<ReplicaRecord>().Where(IsDisclosed).ToList();
                    foreach (var vote in votes)
                    {
                        ReplicaMoves.To(unit, vote, ReplicaState.Lost, Why.ReplicaEvidence.NotSigned(epoch.Number), now);
                    }

                    if (votes.Count > 0)
                    {
                        FaultStore.Add(unit, worker, votes[0].Task, FaultKind.Failed, Why.ReplicaEvidence.NotSigned(epoch.Number), now, null);
                    }
                }
            },
            ct);
        LogLeftOut(epoch.Number, string.Join(", ", leaveOut.Workers), leaveOut.Reason);
        wakeup.Signal();
    }

    /// <summary>Who was to open under this anchor and has not counts no more, until it does.</summary>
    private void GiveUpSilent(UnitOfWork unit, ulong epoch)
    {
        var now = time.GetUtcNow();
        var reason = Why.ReplicaEvidence.NotOpened(_limits.OpeningPatience, epoch);
        foreach (var silent in ReplicaStore.PledgedIn(unit, epoch).GroupBy(replica => replica.Worker))
        {
            foreach (var replica in silent)
            {
                ReplicaMoves.To(unit, replica, ReplicaState.Lost, reason, now);
            }

            // One fault an epoch, however many tasks: it may have been away for a moment.
            FaultStore.Add(unit, silent.Key, silent.First().Task, FaultKind.Failed, reason, now, null);
        }
    }

    private OpenTask Known(Bytes32 deal, uint offset) => open.Known(TaskId.Of(deal, open.Index.Deal(deal)!.Terms.First + offset))!;

    private static bool IsDisclosed(ReplicaRecord replica) => replica.State == ReplicaState.Disclosed;

    [LoggerMessage(LogLevel.Information, "Epoch {Epoch}: proposed. {Reason}")]
    private partial void LogProposed(ulong epoch, string reason);

    [LoggerMessage(LogLevel.Warning, "Epoch {Epoch}: abandoned. {Reason}")]
    private partial void LogAbandoned(ulong epoch, string reason);

    [LoggerMessage(LogLevel.Warning, "Epoch {Epoch}: goes on without {Workers}. {Reason}")]
    private partial void LogLeftOut(ulong epoch, string workers, string reason);
}
