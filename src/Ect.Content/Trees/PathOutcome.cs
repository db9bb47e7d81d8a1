namespace Ect.Content.Trees;

/// <summary>What a path through a tree leads to.</summary>
public abstract record PathOutcome
{
    private PathOutcome()
    {
    }

    /// <summary>An entry, which was not fetched itself.</summary>
    /// <param name="Link">It.</param>
    public sealed record Found(ContentLink Link) : PathOutcome;

    /// <summary>A folder on the way has no such entry.</summary>
    /// <param name="Depth">Which segment of the path is missing, from zero.</param>
    /// <param name="Names">What the folder has instead, in the order of the names.</param>
    public sealed record NoEntry(int Depth, IReadOnlyList<string> Names) : PathOutcome;

    /// <summary>What should be a folder is a file.</summary>
    /// <param name="Depth">How many segments lead to the file; zero for the root itself.</param>
    public sealed record NoFolder(int Depth) : PathOutcome;
}
