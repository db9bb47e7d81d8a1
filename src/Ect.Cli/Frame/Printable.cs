using System.Globalization;

namespace Ect.Cli.Frame;

/// <summary>Text that strangers wrote (titles, messages of workers and schedulers), made harmless for a terminal.</summary>
internal static class Printable
{
    private const int Longest = 500;

    /// <summary>One line of at most 500 characters, without control characters and without marks that turn the direction of writing.</summary>
    public static string Of(string text)
    {
        var line = string.Concat(text.Take(Longest).Select(static letter => IsHarmless(letter) ? letter : ' '));
        return text.Length > Longest ? line + "…" : line;
    }

    private static bool IsHarmless(char letter) => char.GetUnicodeCategory(letter)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
