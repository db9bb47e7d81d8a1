using Ect.Ethereum;

namespace Ect.Scheduler.Status;

/// <summary>One task.</summary>
/// <param name="Id">Task id.</param>
/// <param name="Deal">Deal id.</param>
/// <param name="Index">Index in the request's bag.</param>
/// <param name="State">Waiting, Running, Revealing, Settling, Completed, Failed, Vanished.</param>
/// <param name="Reason">Why it stands where it stands, for people; null if there is nothing to say.</param>
/// <param name="Trust">Votes that must agree.</param>
/// <param name="RevealDeadline">End of the reveal phase; null if there is none.</param>
/// <param name="ResultHash">The agreed result; null before.</param>
/// <param name="Digest">The result's content root; null before.</param>
/// <param name="AppFailed">Whether the agreed result describes a failure of the application.</param>
/// <param name="CreatedAt">When the deal was seen.</param>
/// <param name="ChangedAt">When the state last changed.</param>
/// <param name="Replicas">Each worker's part.</param>
/// <param name="History">Every change of state; only when one task is asked for.</param>
/// <param name="Path">Undecided, Epoch or Direct: how it is settled; null if the scheduler does not say.</param>
/// <param name="Epoch">The epoch that is to settle it, or has; null if it waits for the next one, or needs none.</param>
/// <param name="Code">The kind of <paramref name="Reason"/>, as docs/why.md lists it; null if there is none.</param>
public sealed record TaskReport(
    Bytes32 Id,
    Bytes32 Deal,
    uint Index,
    string State,
    string? Reason,
    int Trust,
    DateTimeOffset? RevealDeadline,
    Bytes32? ResultHash,
    Bytes32? Digest,
    bool AppFailed,
    DateTimeOffset CreatedAt,
    DateTimeOffset ChangedAt,
    IReadOnlyList<ReplicaStatus> Replicas,
    IReadOnlyList<StateChange>? History = null,
    string? Path = null,
    ulong? Epoch = null,
    string? Code = null);
