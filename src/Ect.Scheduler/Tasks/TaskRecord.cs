using Ect.Ethereum;
using Ect.Protocol.Lifecycles;

namespace Ect.Scheduler.Tasks;

/// <summary>One task as the scheduler keeps it.</summary>
internal sealed record TaskRecord
{
    public required Bytes32 Id { get; init; }

    public required Bytes32 Deal { get; init; }

    /// <summary>Absolute index in the request's bag.</summary>
    public required uint Index { get; init; }

    public required TaskState State { get; init; }

    /// <summary>How it is to be settled.</summary>
    public TaskPath Path { get; init; }

    /// <summary>The epoch that is to settle it, or has; null if it waits for the next one.</summary>
    public ulong? Epoch { get; init; }

    /// <summary>Unix seconds of the chain; zero before a reveal phase.</summary>
    public ulong RevealDeadline { get; init; }

    public ulong? RevealBlock { get; init; }

    public Bytes32? ResultHash { get; init; }

    public Bytes32? Digest { get; init; }

    /// <summary>The agreed result describes a failure of the application.</summary>
    public bool AppFailed { get; init; }

    public ulong? FinalBlock { get; init; }

    /// <summary>A re-org went under it: the chain must be read before any deed.</summary>
    public bool Recheck { get; init; }

    /// <summary>Why it waits, for people.</summary>
    public string? Reason { get; init; }

    /// <summary>Deeds that failed in a row; the next is tried at <see cref="RetryAt"/>.</summary>
    public int Attempts { get; init; }

    public DateTimeOffset RetryAt { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset ChangedAt { get; init; }
}
