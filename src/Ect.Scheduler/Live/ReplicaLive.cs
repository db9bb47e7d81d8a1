namespace Ect.Scheduler.Live;

/// <summary>How far one worker is with a task.</summary>
/// <param name="Phase">assigned, checking, fetching, running, building, or what it waits for afterwards.</param>
/// <param name="Fraction">What is done of the run, 0 to 1, as the application says; null if it does not.</param>
/// <param name="HeartbeatSeconds">Since the worker was last heard of; null if it is not connected.</param>
/// <param name="ExpectedEnd">When the run is expected to end; null if nothing can be said.</param>
/// <param name="LatestEnd">When the run is stopped at the latest; null before it runs.</param>
/// <param name="UpdatedAt">When the worker last spoke of the task; null if it did not.</param>
/// <param name="Note">What the application says of its progress, for whom the log key names; null for nothing.</param>
public sealed record ReplicaLive(
    string Phase, double? Fraction, double? HeartbeatSeconds, DateTimeOffset? ExpectedEnd, DateTimeOffset? LatestEnd, DateTimeOffset? UpdatedAt, LiveLine? Note);
