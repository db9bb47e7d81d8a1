using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Deals;
using Ect.Scheduler.Epochs;
using Ect.Scheduler.Replicas;
using Ect.Scheduler.Storage;
using Ect.Scheduler.Tasks;
using Ect.Scheduler.Workers;

namespace Ect.Scheduler.Chain;

/// <summary>
/// Takes back what blocks said that a re-org removed, in the transaction that moves the cursor back. Afterwards the
/// store is as if the blocks had never been, but for the histories.
/// </summary>
internal static class ChainRewind
{
    public static void To(UnitOfWork unit, long ancestor, DateTimeOffset now)
    {
        var evidence = $"re-org: only the blocks up to {ancestor} are left";
        ChainCursor.Rewind(unit, ancestor);
        FaultStore.RemoveAbove(unit, ancestor);
        foreach (var task in TaskStore.TouchedAbove(unit, ancestor))
        {
            var reopened = (long?)task.FinalBlock > ancestor;
            foreach (var replica in ReplicaStore.OfTask(unit, task.Id))
            {
                ReplicaMoves.Rewind(unit, replica, ancestor, reopened, evidence, now);
            }

            if (reopened)
            {
                TaskStore.PutEnd(unit, task.Id, null, null);
            }

            if (task.RevealBlock is { } block && (long)block > ancestor)
            {
                TaskStore.PutReveal(unit, task.Id, 0, null);
            }

            var state = reopened || (task.State == TaskState.Revealing && (long?)task.RevealBlock > ancestor) ? TaskState.Running : task.State;
            TaskMoves.To(unit, task, state, evidence, now);
        }

        RewindEpochs(unit, ancestor, evidence, now);
        foreach (var deal in DealStore.VanishAbove(unit, ancestor))
        {
            foreach (var task in TaskStore.OfDeal(unit, deal))
            {
                TaskMoves.To(unit, task, TaskState.Vanished, evidence, now);
            }
        }

        TaskStore.FlagRecheckOfOpen(unit);
    }

    /// <summary>Anchors and settlements that are gone are sent again: the epochs keep what they need for it.</summary>
    private static void RewindEpochs(UnitOfWork unit, long ancestor, string evidence, DateTimeOffset now)
    {
        foreach (var epoch in EpochStore.TouchedAbove(unit, ancestor))
        {
            var isUnanchored = (long?)epoch.AnchorBlock > ancestor;
            if ((long?)epoch.SettleBlock > ancestor)
            {
                EpochStore.PutSettled(unit, epoch.Number, null);
                if (!isUnanchored && epoch.State == EpochState.Settled)
                {
                    EpochStore.TryMove(unit, epoch.Number, EpochState.Settled, EpochState.Anchored, evidence, now);
                }
            }

            if (isUnanchored)
            {
                EpochStore.PutAnchor(unit, epoch.Number, null, null);
                if (EpochLifecycle.Table.CanMove(epoch.State, EpochState.Closed))
                {
                    EpochStore.TryMove(unit, epoch.Number, epoch.State, EpochState.Closed, evidence, now);
                }
            }
        }

        EpochStore.RemoveSettlementsAbove(unit, ancestor);
        ReplicaStore.TakeBackPunishmentsAbove(unit, ancestor);
        DeliveryStore.TakeBackAbove(unit, ancestor);
    }
}
