using Ect.Contracts;
using Ect.Ethereum;

namespace Ect.Scheduler.Deals;

/// <summary>A deal of our pool, as its DealMatched event told it.</summary>
internal sealed record DealRecord
{
    public required Bytes32 Id { get; init; }

    public required Deal Terms { get; init; }

    /// <summary>The terms as they were hashed, which is how workers get them.</summary>
    public required byte[] EncodedTerms { get; init; }

    public required string Params { get; init; }

    public required long Block { get; init; }

    public required long LogIndex { get; init; }

    /// <summary>A re-org took the deal away; it may be matched again.</summary>
    public bool Vanished { get; init; }

    /// <summary>When it last got an assignment (Unix milliseconds): deals take turns.</summary>
    public long ServedAt { get; init; }

    /// <summary>The same deal as it is by now: this very record if nothing changed, else one that shares with it what never does.</summary>
    public DealRecord As(DealRecord now) =>
        (Block, LogIndex, Vanished, ServedAt) == (now.Block, now.LogIndex, now.Vanished, now.ServedAt) ? this
        : this with { Block = now.Block, LogIndex = now.LogIndex, Vanished = now.Vanished, ServedAt = now.ServedAt };
}
