using Ect.Ethereum;
using Ect.Scheduler.Live;

namespace Ect.Scheduler.Status;

/// <summary>One worker's part in a task. Its vote is shown only when the task has ended: before, it would help a copier.</summary>
/// <param name="Worker">The worker.</param>
/// <param name="State">Assigned, Committed, Opened, Revealed, Accepted, Rejected, Released, Lost, Failed.</param>
/// <param name="AssignedAt">When it was assigned.</param>
/// <param name="CommittedAt">When its commitment was seen; null if it has none.</param>
/// <param name="ResultHash">Its vote, once the task has ended; null before.</param>
/// <param name="Blame">Whom it blamed when it gave the task back; null if it did not.</param>
/// <param name="Message">What it said then.</param>
/// <param name="History">Every change of state; only when one task is asked for.</param>
/// <param name="Live">How far it is; null when it has come to its end, or the scheduler does not say.</param>
/// <param name="Code">Why it came to nothing, as docs/why.md lists it; only when one task is asked for.</param>
public sealed record ReplicaStatus(
    Address Worker,
    string State,
    DateTimeOffset AssignedAt,
    DateTimeOffset? CommittedAt,
    Bytes32? ResultHash,
    string? Blame,
    string? Message,
    IReadOnlyList<StateChange>? History = null,
    ReplicaLive? Live = null,
    string? Code = null);
