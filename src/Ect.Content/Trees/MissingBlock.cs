namespace Ect.Content.Trees;

/// <summary>A block of a tree that is not to be had.</summary>
/// <param name="Cid">Its id.</param>
/// <param name="Path">The file or folder that it belongs to, from the root; empty for the root itself.</param>
/// <param name="Steps">From the root to the block's parent; empty for the root.</param>
/// <param name="Why">What happened when it was asked for.</param>
public sealed record MissingBlock(Cid Cid, string Path, IReadOnlyList<TreeStep> Steps, ContentException Why);
