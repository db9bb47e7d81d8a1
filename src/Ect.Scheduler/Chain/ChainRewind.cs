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
    public static void To(UnitOfWork connection, long ancestor, DateTimeOffset now)
    {
        var evidence = $"re-org: only the blocks up to {ancestor} are left";
        ChainCursor.Rewind(connection, ancestor);
        FaultStore.RemoveAbove(connection, ancestor);
        foreach (var task in TaskStore.TouchedAbove(connection, ancestor))
        {
            var reopened = (long?)task.FinalBlock > ancestor;
            foreach (var replica in ReplicaStore.OfTask(connection, task.Id))
            {
                ReplicaMoves.Rewind(connection, replica, ancestor, reopened, evidence, now);
            }

            if (reopened)
            {
                TaskStore.PutEnd(connection, task.Id, null, null);
            }

            if (task.RevealBlock is { } block && (long)block > ancestor)
            {
                TaskStore.PutReveal(connection, task.Id, 0, null);
            }

            var state = reopened || (task.State == TaskState.Revealing && (long?)task.RevealBlock > ancestor) ? TaskState.Running : task.State;
            TaskMoves.To(connection, task, state, evidence, now);
        }

        RewindEpochs(connection, ancestor, evidence, now);
        foreach (var deal in DealStore.VanishAbove(connection, ancestor))
        {
            foreach (var task in TaskStore.OfDeal(connection, deal))
            {
                TaskMoves.To(connection, task, TaskState.Vanished, evidence, now);
            }
        }

        TaskStore.FlagRecheckOfOpen(connection);
    }

    /// <summary>Anchors and settlements that are gone are sent again: the epochs keep what they need for it.</summary>
    private static void RewindEpochs(UnitOfWork connection, long ancestor, string evidence, DateTimeOffset now)
    {
        foreach (var epoch in EpochStore.TouchedAbove(connection, ancestor))
        {
            var isUnanchored = (long?)epoch.AnchorBlock > ancestor;
            if ((long?)epoch.SettleBlock > ancestor)
            {
                EpochStore.PutSettled(connection, epoch.Number, null);
                if (!isUnanchored && epoch.State == EpochState.Settled)
                {
                    EpochStore.TryMove(connection, epoch.Number, EpochState.Settled, EpochState.Anchored, evidence, now);
                }
            }

            if (isUnanchored)
            {
                EpochStore.PutAnchor(connection, epoch.Number, null, null);
                if (EpochLifecycle.Table.CanMove(epoch.State, EpochState.Closed))
                {
                    EpochStore.TryMove(connection, epoch.Number, epoch.State, EpochState.Closed, evidence, now);
                }
            }
        }

        EpochStore.RemoveSettlementsAbove(connection, ancestor);
        ReplicaStore.TakeBackPunishmentsAbove(connection, ancestor);
        DeliveryStore.TakeBackAbove(connection, ancestor);
    }
}
