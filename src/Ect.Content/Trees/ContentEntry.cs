namespace Ect.Content.Trees;

/// <summary>A file or folder of a tree.</summary>
/// <param name="Path">From the root, with '/' between names; empty for the root itself.</param>
/// <param name="Cid">Its content id.</param>
/// <param name="IsFolder">True for a folder.</param>
/// <param name="Size">Bytes of a file as its tree claims (reading the file checks it); 0 for a folder.</param>
public sealed record ContentEntry(string Path, Cid Cid, bool IsFolder, long Size);
