namespace Ect.Worker.Sessions;

/// <summary>How it stands with the scheduler.</summary>
/// <param name="Since">Logged in since then; null: not connected.</param>
/// <param name="Waiting">Why there is no work, in the scheduler's words; empty if nothing is amiss.</param>
/// <param name="Problem">Why there is no connection; null if there is one, or none was tried.</param>
internal sealed record SchedulerLink(DateTimeOffset? Since, string Waiting, string? Problem);
