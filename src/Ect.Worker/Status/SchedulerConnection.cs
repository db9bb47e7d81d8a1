namespace Ect.Worker.Status;

/// <summary>How a worker stands with its scheduler.</summary>
/// <param name="Url">Where it is connected to, or tried last.</param>
/// <param name="ConnectedSince">Logged in since then; null: not connected.</param>
/// <param name="Waiting">Why there is no work, in the scheduler's words; null if nothing is amiss.</param>
/// <param name="Problem">Why there is no connection; null if there is one.</param>
/// <param name="Others">The other addresses at which it looks for the scheduler that leads; none if it knows one alone.</param>
public sealed record SchedulerConnection(Uri Url, DateTimeOffset? ConnectedSince, string? Waiting, string? Problem, IReadOnlyList<SchedulerElsewhere>? Others);
