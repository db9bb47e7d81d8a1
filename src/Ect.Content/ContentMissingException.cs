namespace Ect.Content;

/// <summary>A block that the content needs is not where it was asked for.</summary>
public sealed class ContentMissingException(Cid cid, string source)
    : ContentException($"Block {cid} is not in {source}: upload the content again, or ask another source.")
{
    /// <summary>The block that is missing.</summary>
    public Cid Cid { get; } = cid;
}
