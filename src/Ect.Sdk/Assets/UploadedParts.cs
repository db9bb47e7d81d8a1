using Ect.Content;

namespace Ect.Sdk.Assets;

/// <summary>A folder in the content store with an entry for each task of a bag.</summary>
/// <param name="Root">The folder, whose entries are named 0 to <paramref name="Count"/> - 1.</param>
/// <param name="Count">How many entries it has; at least 1.</param>
public sealed record UploadedParts(Cid Root, uint Count)
{
    /// <summary>The address under which each task finds its own.</summary>
    public string Address => $"{Root}/{Protocol.Tasks.InputAddress.IndexSegment}";
}
