using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Lifecycles;

namespace Ect.Scheduler.Replicas;

/// <summary>One worker's part in one task.</summary>
internal sealed record ReplicaRecord
{
    public required Bytes32 Task { get; init; }

    public required Address Worker { get; init; }

    public required ReplicaState State { get; init; }

    public DateTimeOffset AssignedAt { get; init; }

    public DateTimeOffset? CommittedAt { get; init; }

    public ulong? CommittedBlock { get; init; }

    /// <summary>What the chain holds.</summary>
    public Bytes32? Commitment { get; init; }

    /// <summary>The commitment that the worker signed for an epoch.</summary>
    public Bytes32? Pledge { get; init; }

    /// <summary>Its signature over that; null too where many tasks were read together.</summary>
    public byte[]? PledgeSignature { get; init; }

    public DateTimeOffset? PledgedAt { get; init; }

    /// <summary>The last epoch whose anchor has the pledge.</summary>
    public ulong? Epoch { get; init; }

    public DateTimeOffset? OpenedAt { get; init; }

    /// <summary>Of the opening or the reveal. An opening may wait here for its commitment to appear: only the state says that it counts.</summary>
    public Bytes32? ResultHash { get; init; }

    public Bytes32? Salt { get; init; }

    public Bytes32? Digest { get; init; }

    /// <summary>For the deal's consumer; null if unknown, because a reveal on chain shows only its hash.</summary>
    public byte[]? CallbackData { get; init; }

    /// <summary>The result describes a failure of the application.</summary>
    public bool AppFailed { get; init; }

    public ulong? RevealedBlock { get; init; }

    /// <summary>Who is to blame for a failed replica, as the worker said.</summary>
    public string? Blame { get; init; }

    public string? Message { get; init; }

    /// <summary>Class of the machine for this task, if it wants machines of one class; null if it does not, or if nobody told.</summary>
    public string? Host { get; init; }

    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>What stands beside the digest in the voted result; null if it is not known.</summary>
    public Bytes32? DataHash(bool hasCallback) =>
        AppFailed ? Protocol.Contributions.ResultHash.AppFailed
        : !hasCallback ? Protocol.Contributions.ResultHash.NoData
        : CallbackData is { } data ? Protocol.Contributions.ResultHash.DataHash(data)
        : null;

    /// <summary>The voted result in full, as the hub's finalize wants it; null if the worker has not told enough.</summary>
    public Result? Vote(bool hasCallback) =>
        ResultHash is null || Digest is not { } digest ? null
        : AppFailed ? new(digest, true, [])
        : !hasCallback ? new(digest, false, [])
        // Data comes with an opening, and what was revealed on chain since may be something else.
        : CallbackData is { } data && Protocol.Contributions.ResultHash.Of(digest, data) == ResultHash ? new(digest, false, data)
        : null;
}
