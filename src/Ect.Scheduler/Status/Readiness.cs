namespace Ect.Scheduler.Status;

/// <summary>What GET /health/ready answers: whether the scheduler can do its work now.</summary>
/// <param name="IsReady">Whether all of the rest holds.</param>
/// <param name="Chain">Whether the chain was read lately.</param>
/// <param name="Store">Whether the store takes writes, and this process leads.</param>
/// <param name="Problem">What does not hold, for people; null if all does.</param>
public sealed record Readiness(bool IsReady, bool Chain, bool Store, string? Problem);
