namespace Ect.Protocol.Tasks;

/// <summary>Which task of which bag an application is told that it computes.</summary>
/// <param name="Index"><c>ECT_TASK_INDEX</c>, and <c>{index}</c> in the paths of inputs.</param>
/// <param name="First"><c>ECT_TASK_FIRST</c>: the index of the deal's first task.</param>
/// <param name="Size"><c>ECT_BAG_SIZE</c>: the deal's tasks.</param>
public readonly record struct TaskPlace(uint Index, uint First, uint Size)
{
    /// <summary>The place of a task: its own, or that of the task which it repeats.</summary>
    /// <param name="parameters">The request's params.</param>
    /// <param name="own">Its own place.</param>
    /// <exception cref="FormatException">The request has more tasks than it says that it repeats.</exception>
    public static TaskPlace Of(TaskParams parameters, TaskPlace own) => parameters.Repeats is not { } repeated ? own
        : own.Index < repeated.Tasks.Count ? new(repeated.Tasks[own.Index], repeated.First, repeated.Size)
        : throw new FormatException($"The request repeats {repeated.Tasks.Count} tasks of deal {repeated.Deal}, but has a task {own.Index}: there is nothing for it to repeat.");
}
