namespace Ect.Content.Http;

/// <summary>What <c>GET /content/CID/PATH</c> answers for a folder.</summary>
/// <param name="Cid">The folder's id.</param>
/// <param name="Entries">What is in it, paths from the folder.</param>
internal sealed record FolderListing(Cid Cid, IReadOnlyList<Trees.ContentEntry> Entries);
