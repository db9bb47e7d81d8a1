using Ect.Ethereum;

namespace Ect.Scheduler.Live;

/// <summary>One worker's part of <see cref="TaskLive"/>.</summary>
/// <param name="Worker">The worker.</param>
/// <param name="State">Its replica's state.</param>
/// <param name="Live">How far it is.</param>
public sealed record WorkerLive(Address Worker, string State, ReplicaLive Live);
