namespace Ect.Scheduler.Why;

/// <summary>What a reason is about.</summary>
public enum Subject
{
    /// <summary>A task that waits.</summary>
    Task,

    /// <summary>A worker that has no work.</summary>
    Worker,

    /// <summary>A worker's part in a task that came to nothing.</summary>
    Replica,
}
