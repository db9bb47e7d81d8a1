namespace Ect.Content.Trees;

/// <summary>A step down a tree.</summary>
/// <param name="Node">The bytes of a node.</param>
/// <param name="Link">Which of its links is followed, from zero.</param>
public sealed record TreeStep(ReadOnlyMemory<byte> Node, int Link);
