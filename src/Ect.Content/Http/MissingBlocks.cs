namespace Ect.Content.Http;

/// <summary>Question and answer of <c>POST /blocks/missing</c>: some ids, and those of them that the server lacks.</summary>
/// <param name="Cids">The ids.</param>
internal sealed record MissingBlocks(IReadOnlyList<Cid> Cids);
