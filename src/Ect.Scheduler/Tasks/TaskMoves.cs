using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Storage;

namespace Ect.Scheduler.Tasks;

/// <summary>Moves of tasks that follow from facts, in a caller's transaction.</summary>
internal static class TaskMoves
{
    /// <summary>Moves a task unless it is there already.</summary>
    public static void To(UnitOfWork unit, TaskRecord task, TaskState to, string evidence, DateTimeOffset at)
    {
        if (task.State != to)
        {
            TaskStore.TryMove(unit, task.Id, task.State, to, evidence, at);
        }
    }
}
