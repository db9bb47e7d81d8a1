using System.Text.RegularExpressions;

namespace Ect.Cli.Errors;

/// <summary>docs/errors.md, carried in the executable: the page and the hints are one text.</summary>
internal static partial class ErrorGuide
{
    private static readonly Lazy<Dictionary<string, string>> Fixes = new(Load);

    /// <summary>Every error that the page explains.</summary>
    public static IReadOnlyCollection<string> Names => Fixes.Value.Keys;

    /// <summary>What the page says after "Fix:", or null for an error that it does not know.</summary>
    public static string? FixOf(string name) => Fixes.Value.GetValueOrDefault(name);

    private static Dictionary<string, string> Load()
    {
        using var stream = typeof(ErrorGuide).Assembly.GetManifestResourceStream("errors.md")!;
        using var reader = new StreamReader(stream);
        return Entry().Matches(reader.ReadToEnd()).ToDictionary(
            match => match.Groups["name"].Value,
            match => match.Groups["fix"].Value.ReplaceLineEndings(" ").Trim(),
            StringComparer.Ordinal);
    }

    // "### Name", then lines without another heading, then "Fix: …" up to a blank line.
    [GeneratedRegex(@"^### (?<name>\w+)\s*\n(?:(?!#|Fix:).*\n)*Fix: (?<fix>(?:.+\n?)+)", RegexOptions.Multiline)]
    private static partial Regex Entry();
}
