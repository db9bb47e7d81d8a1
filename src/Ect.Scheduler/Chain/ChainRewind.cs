using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Deals;
using Ect.Scheduler.Replicas;
using Ect.Scheduler.Tasks;
using Ect.Scheduler.Workers;
using Microsoft.Data.Sqlite;

namespace Ect.Scheduler.Chain;

/// <summary>
/// Takes back what blocks said that a re-org removed, in the transaction that moves the cursor back. Afterwards the
/// store is as if the blocks had never been, but for the histories.
/// </summary>
internal static class ChainRewind
{
    public static void To(SqliteConnection connection, long ancestor, DateTimeOffset now)
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

        foreach (var deal in DealStore.VanishAbove(connection, ancestor))
        {
            foreach (var task in TaskStore.OfDeal(connection, deal))
            {
                TaskMoves.To(connection, task, TaskState.Vanished, evidence, now);
            }
        }

        TaskStore.FlagRecheckOfOpen(connection);
    }
}
