namespace Ect.Scheduler.Status;

/// <summary>How the scheduler's process is, and how much there is in all.</summary>
/// <param name="Version">The program's version.</param>
/// <param name="Store">Its database: a file, or server and name.</param>
/// <param name="StartedAt">Since when it leads.</param>
/// <param name="MemoryBytes">Its working set.</param>
/// <param name="ConnectedWorkers">Workers connected.</param>
/// <param name="OpenTasks">Tasks that have not ended.</param>
/// <param name="AssignmentsPerSecond">Mean of the last minute.</param>
/// <param name="SettlementsPerSecond">Tasks completed, likewise.</param>
/// <param name="Waiting">Open tasks by the code of the reason why they wait.</param>
public sealed record SchedulerVitals(
    string Version,
    string Store,
    DateTimeOffset StartedAt,
    long MemoryBytes,
    int ConnectedWorkers,
    int OpenTasks,
    double AssignmentsPerSecond,
    double SettlementsPerSecond,
    IReadOnlyDictionary<string, int> Waiting);
