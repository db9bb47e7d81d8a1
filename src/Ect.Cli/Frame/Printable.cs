using System.Globalization;

namespace Ect.Cli.Frame;

/// <summary>Text that strangers wrote (titles, messages of workers, schedulers and servers), made harmless for a terminal.</summary>
internal static class Printable
{
    private const int LongestLine = 500;
    private const int LongestBlock = 8_000;

    /// <summary>One line of at most so many characters, without control characters and without marks that turn the direction of writing.</summary>
    public static string Of(string text, int longest = LongestLine) =>
        text.Length > longest ? string.Concat(text.Take(longest).Select(Harmless)) + "…" : string.Concat(text.Select(Harmless));

    /// <summary>
    /// Several lines, 8,000 characters at most, each like <see cref="Of"/>. All but the first are set in: what a stranger breaks into
    /// lines cannot pass for lines of ours.
    /// </summary>
    public static string Lines(string text, string indent)
    {
        var kept = text.Length > LongestBlock ? text[..LongestBlock] + "…" : text;
        return string.Join($"{Environment.NewLine}{indent}", kept.ReplaceLineEndings("\n").Split('\n').Select(line => Of(line, LongestBlock)));
    }

    /// <summary>The letter, or a space for what steers a terminal.</summary>
    public static char Harmless(char letter) => char.GetUnicodeCategory(letter)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator ? ' ' : letter;
}
