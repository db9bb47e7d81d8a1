namespace Ect.Content;

/// <summary>The bytes found under a content id have another hash: altered, truncated or never right.</summary>
public sealed class ContentTamperedException(Cid cid, string source)
    : ContentException($"The bytes of block {cid} from {source} do not have its hash: they were altered or damaged. Fetch the block from another source.")
{
    /// <summary>The block whose bytes are wrong.</summary>
    public Cid Cid { get; } = cid;
}
