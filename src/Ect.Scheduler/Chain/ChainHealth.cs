namespace Ect.Scheduler.Chain;

/// <summary>What the loop last saw of the chain, for the status and for deadlines.</summary>
internal sealed class ChainHealth(TimeProvider time)
{
    public BlockRef? Head { get; private set; }

    public DateTimeOffset? ReadAt { get; private set; }

    /// <summary>Why the chain cannot be read; null while it can.</summary>
    public string? Error { get; private set; }

    public int Reorgs { get; private set; }

    /// <summary>
    /// The chain's clock, Unix seconds: of the newest block, or ours if that is later, because a chain without
    /// transactions may have no new blocks, and the next block will have the time at which it is made.
    /// </summary>
    public ulong Now => Math.Max(Head?.Timestamp ?? 0, (ulong)time.GetUtcNow().ToUnixTimeSeconds());

    public void Seen(BlockRef? head)
    {
        Head = head;
        ReadAt = time.GetUtcNow();
        Error = null;
    }

    public void Reorganised() => Reorgs++;

    public void Failed(string error) => Error = error;
}
