namespace Ect.Scheduler.Status;

/// <summary>What GET /status/workers answers: some of the connected workers, by address.</summary>
/// <param name="Total">Workers that are connected.</param>
/// <param name="From">How many are left out before.</param>
/// <param name="Workers">At most 500.</param>
public sealed record WorkerPage(int Total, int From, IReadOnlyList<WorkerStatus> Workers);
