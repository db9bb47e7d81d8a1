using System.IO.Enumeration;

namespace Ect.Protocol.Apps;

/// <summary>
/// Names files of a result tree: <c>*</c> stands for anything within a name, <c>?</c> for one character, a whole part
/// <c>**</c> for any number of folders.
/// </summary>
public sealed record FilePattern
{
    /// <summary>Longest pattern in characters.</summary>
    public const int MaxLength = 256;

    private const string AnyFolders = "**";

    private FilePattern(string text) => Text = text;

    /// <summary>The pattern as written.</summary>
    public string Text { get; }

    /// <summary>Reads a pattern.</summary>
    /// <exception cref="FormatException">Empty, too long, absolute, or with a part that is empty, '.' or '..'.</exception>
    public static FilePattern Parse(string? text)
    {
        if (text is null or "" || text.Length > MaxLength)
        {
            throw new FormatException($"File pattern '{Shown.Of(text)}' has {text?.Length ?? 0} characters; 1 to {MaxLength} are allowed.");
        }

        var parts = text.Split('/');
        return parts.Any(part => part is "" or "." or "..") || text.Any(char.IsControl) || text.Contains('\\', StringComparison.Ordinal)
            ? throw new FormatException($"File pattern '{Shown.Of(text)}' names no file of a result: write it relative to /out with '/' between names, without empty parts, '.', '..' or '\\'.")
            : parts.Count(part => part == AnyFolders) > 2
                ? throw new FormatException($"File pattern '{Shown.Of(text)}' has more than two '**'.")
                : new FilePattern(text);
    }

    /// <summary>Whether the pattern names this file.</summary>
    /// <param name="path">Relative to the tree's root, with '/' between names.</param>
    public bool Matches(string path) => Matches(Text.Split('/'), path.Split('/'));

    /// <inheritdoc/>
    public override string ToString() => Text;

    // At most two '**', so at most a square of the depth is tried.
    private static bool Matches(ReadOnlySpan<string> pattern, ReadOnlySpan<string> path)
    {
        if (pattern.IsEmpty)
        {
            return path.IsEmpty;
        }

        if (pattern[0] != AnyFolders)
        {
            return !path.IsEmpty
                && FileSystemName.MatchesSimpleExpression(pattern[0], path[0], ignoreCase: false)
                && Matches(pattern[1..], path[1..]);
        }

        for (var skipped = 0; skipped <= path.Length; skipped++)
        {
            if (Matches(pattern[1..], path[skipped..]))
            {
                return true;
            }
        }

        return false;
    }
}
