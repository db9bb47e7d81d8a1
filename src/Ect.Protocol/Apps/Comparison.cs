namespace Ect.Protocol.Apps;

/// <summary>
/// How what an application left becomes the form whose digest workers agree on. The canonical form is what the requester
/// gets: what is fetched is what was agreed.
/// </summary>
public abstract record Comparison
{
    /// <summary>Most patterns in <see cref="Ignore"/> and in a list of files.</summary>
    public const int MaxPatterns = 64;

    private Comparison()
    {
    }

    /// <summary>Files that are dropped before anything else, <c>stdout.txt</c> and <c>stderr.txt</c> among them if they match.</summary>
    public IReadOnlyList<FilePattern> Ignore { get; init; } = [];

    /// <summary>The bytes as they are.</summary>
    public sealed record Exact : Comparison
    {
        /// <summary>Nothing is dropped either.</summary>
        public static Exact Default { get; } = new();
    }

    /// <summary>Text files without what editors and systems do differently: line ends, space at the end of lines, the final line end, two spellings of one character.</summary>
    /// <param name="Files">Which files.</param>
    public sealed record Text(IReadOnlyList<FilePattern> Files) : Comparison;

    /// <summary>JSON files without what writers do differently: white space, the order of members, the spelling of numbers and strings.</summary>
    /// <param name="Files">Which files.</param>
    public sealed record Json(IReadOnlyList<FilePattern> Files) : Comparison;

    /// <summary>Text, CSV or JSON files whose numbers are rounded.</summary>
    /// <param name="Files">Which files.</param>
    /// <param name="Grid">To what.</param>
    public sealed record Numeric(IReadOnlyList<FilePattern> Files, NumberGrid Grid) : Comparison;

    /// <summary>A program that reads the raw tree as <c>/in</c> and writes the canonical one to <c>/out</c>.</summary>
    /// <param name="Module">Content id of a WebAssembly module.</param>
    public sealed record Program(string Module) : Comparison;
}
