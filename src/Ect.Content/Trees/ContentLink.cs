namespace Ect.Content.Trees;

/// <summary>What a folder says of an entry beside its name.</summary>
/// <param name="Cid">The entry.</param>
/// <param name="TotalSize">Bytes of its blocks, as the maker of the folder above claims; reading the entry checks what matters.</param>
public sealed record ContentLink(Cid Cid, long TotalSize);
