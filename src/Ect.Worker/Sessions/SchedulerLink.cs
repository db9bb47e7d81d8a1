using Ect.Worker.Status;

namespace Ect.Worker.Sessions;

/// <summary>How it stands with the scheduler.</summary>
/// <param name="Url">Where it is connected to, or tried last.</param>
/// <param name="Since">Logged in since then; null: not connected.</param>
/// <param name="Waiting">Why there is no work, in the scheduler's words; empty if nothing is amiss.</param>
/// <param name="Problem">Why there is no connection; null if there is one, or none was tried.</param>
/// <param name="Others">The other addresses.</param>
internal sealed record SchedulerLink(Uri Url, DateTimeOffset? Since, string Waiting, string? Problem, IReadOnlyList<SchedulerElsewhere> Others);
