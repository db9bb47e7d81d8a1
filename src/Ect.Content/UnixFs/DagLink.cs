namespace Ect.Content.UnixFs;

/// <summary>A link of a dag-pb node.</summary>
/// <param name="Cid">The block it points at.</param>
/// <param name="Name">The entry's name in a folder; empty in a file.</param>
/// <param name="TotalSize">Bytes of the block and of everything under it, as the node's maker claims.</param>
internal sealed record DagLink(Cid Cid, string Name, long TotalSize);
