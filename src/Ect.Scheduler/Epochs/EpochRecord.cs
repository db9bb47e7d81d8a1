using Ect.Ethereum;
using Ect.Protocol.Lifecycles;

namespace Ect.Scheduler.Epochs;

/// <summary>One epoch as the scheduler keeps it.</summary>
internal sealed record EpochRecord
{
    public required ulong Number { get; init; }

    public required EpochState State { get; init; }

    /// <summary>Of its commitments; null while it is open.</summary>
    public Bytes32? Root { get; init; }

    public ulong? AnchorBlock { get; init; }

    /// <summary>When we saw the anchor.</summary>
    public DateTimeOffset? AnchoredAt { get; init; }

    public DateTimeOffset? ProposedAt { get; init; }

    /// <summary>Deals of the last proposal, in its order.</summary>
    public IReadOnlyList<Bytes32> Deals { get; init; } = [];

    /// <summary>Who must sign the last proposal, ascending.</summary>
    public IReadOnlyList<Address> Signers { get; init; } = [];

    /// <summary>The last proposal's pages.</summary>
    public byte[] Pages { get; init; } = [];

    /// <summary>What the signers of the last proposal sign.</summary>
    public Bytes32? Digest { get; init; }

    public ulong? SettleBlock { get; init; }

    /// <summary>Deeds that failed in a row; the next is tried at <see cref="RetryAt"/>.</summary>
    public int Attempts { get; init; }

    public DateTimeOffset RetryAt { get; init; }

    /// <summary>Why it stands where it stands, for people.</summary>
    public string? Reason { get; init; }

    public DateTimeOffset ChangedAt { get; init; }
}
