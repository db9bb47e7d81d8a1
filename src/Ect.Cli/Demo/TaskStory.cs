using Ect.Ethereum;

namespace Ect.Cli.Demo;

/// <summary>One task of the bag, as it ended.</summary>
/// <param name="Index">Its index in the bag.</param>
/// <param name="Id">Its id on chain.</param>
/// <param name="Status">completed, appFailed, failed, or what it still is.</param>
/// <param name="Contributors">Everybody who was asked to compute it.</param>
/// <param name="Result">Where the verified result lies; null without one.</param>
internal sealed record TaskStory(uint Index, Bytes32 Id, string Status, IReadOnlyList<ContributorStory> Contributors, ResultStory? Result);

/// <summary>A result on the requester's disk.</summary>
/// <param name="Cid">Content id of the result tree: what the chain agreed on.</param>
/// <param name="Verified">Whether every block of the tree was checked against that id.</param>
/// <param name="Folder">Where it lies.</param>
internal sealed record ResultStory(string Cid, bool Verified, string Folder);
