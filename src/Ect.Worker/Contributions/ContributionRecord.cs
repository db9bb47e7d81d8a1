using System.Text.Json.Serialization;
using Ect.Ethereum;
using Ect.Worker.Guardian;

namespace Ect.Worker.Contributions;

/// <summary>
/// One computed task and everything needed to bring its stake home without the scheduler: the content of a journal file.
/// The salt is a secret until the reveal, so the file is for the worker's account only.
/// </summary>
internal sealed record ContributionRecord
{
    public required Bytes32 Task { get; init; }

    public required uint Index { get; init; }

    /// <summary>ABI-encoded deal terms.</summary>
    public required byte[] Deal { get; init; }

    public required Bytes32 DealId { get; init; }

    /// <summary>The scheduler's permission to contribute.</summary>
    public required byte[] Authorization { get; init; }

    public required Bytes32 ResultHash { get; init; }

    public required Bytes32 Salt { get; init; }

    public required Bytes32 Commitment { get; init; }

    /// <summary>Content root of the result tree.</summary>
    public required Bytes32 Digest { get; init; }

    /// <summary>Empty if the deal has no callback.</summary>
    public required byte[] CallbackData { get; init; }

    /// <summary>The result describes a failure of the application.</summary>
    public required bool AppFailed { get; init; }

    public required DateTimeOffset ComputedAt { get; init; }

    /// <summary>What passed between this worker and the scheduler on the epoch path; null if the task was assigned on the direct path.</summary>
    public EpochPart? Epoch { get; init; }

    public ContributionState State { get; init; } = ContributionState.Computed;

    /// <summary>How it ended, for people; null before.</summary>
    public string? Outcome { get; init; }

    /// <summary>Whether the scheduler is still expected to settle it in an epoch.</summary>
    [JsonIgnore]
    public bool IsOnEpochPath =>
        Epoch is not null && State is ContributionState.Computed or ContributionState.Receipted or ContributionState.Anchored or ContributionState.Shown;

    /// <summary>Whether its blocks may still be asked for on chain, after its end too: an epoch paid for the result. On the direct path nobody answers for it.</summary>
    [JsonIgnore]
    public bool IsAnsweredFor => Epoch is not null && Outcome == GuardianDecision.Accepted;
}
