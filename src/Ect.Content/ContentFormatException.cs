namespace Ect.Content;

/// <summary>Blocks with the right hashes that are no tree ECT reads, or a tree that is not safe to write: whoever made it is at fault.</summary>
public sealed class ContentFormatException(Cid? cid, string reason)
    : ContentException(cid is null ? reason : $"Block {cid}: {reason}")
{
    /// <summary>The block at fault; null if the fault is in a folder being imported.</summary>
    public Cid? Cid { get; } = cid;
}
