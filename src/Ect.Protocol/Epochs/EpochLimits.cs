using Ect.Contracts;

namespace Ect.Protocol.Epochs;

/// <summary>How large epochs become and how patient their scheduler is.</summary>
public sealed record EpochLimits
{
    /// <summary>Longest wait of a commitment before its epoch closes.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Commitments with which an epoch closes at once.</summary>
    public int MaxCommitments { get; init; } = 2000;

    /// <summary>Most epochs that are closed and not settled: while there are so many, commitments gather until they fill one.</summary>
    public int MaxLiveEpochs { get; init; } = 4;

    /// <summary>Most of them for commitments that fill one: in a large pool a settlement has room for few of its workers, so that many must be under way.</summary>
    public int MaxFullEpochs { get; init; } = 16;

    /// <summary>From the anchor to the openings; then the others go on.</summary>
    public TimeSpan OpeningPatience { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>From the proposal to the signatures; then the others sign again.</summary>
    public TimeSpan SignaturePatience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Most tasks of one settlement: it must fit into a block.</summary>
    public int MaxTasks { get; init; } = 1500;

    /// <summary>Longest settlement in bytes: pages, signatures and the deals' terms.</summary>
    public int MaxSettlementLength { get; init; } = EpochRules.MaxPagesLength;

    /// <summary>Most workers of one task at a time.</summary>
    public int MaxReplicas { get; init; } = 16;
}
