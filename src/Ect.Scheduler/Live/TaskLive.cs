using Ect.Ethereum;

namespace Ect.Scheduler.Live;

/// <summary>What GET /status/tasks/{id}/live answers.</summary>
/// <param name="Id">Task id.</param>
/// <param name="State">The task's state.</param>
/// <param name="Reason">Why it stands where it stands; null if there is nothing to say.</param>
/// <param name="HasEnded">Whether nothing more will come.</param>
/// <param name="Workers">Each worker's part.</param>
public sealed record TaskLive(Bytes32 Id, string State, string? Reason, bool HasEnded, IReadOnlyList<WorkerLive> Workers);
