using System.Text.RegularExpressions;

namespace Ect.Protocol.Apps.Canonical;

/// <summary>
/// Text whose numbers are rounded. A number is what has a decimal point or an exponent and stands alone: whole numbers,
/// names, dates, versions and hexadecimal digits keep their spelling.
/// </summary>
public static partial class CanonicalNumbers
{
    /// <summary>The canonical form; applied to itself it gives itself.</summary>
    public static string Of(string text, NumberGrid grid) => Pattern().Replace(
        text,
        match => Number.Parse(match.ValueSpan) is { } number ? number.RoundTo(grid).ToString() : match.Value);

    // Not within a word, a version (1.2.3) or an exponent (e-1.5); what is left of a number never becomes part of another.
    [GeneratedRegex(@"(?<![A-Za-z0-9_.]|[eE][+-]|[+-][+-])(?:(?<![A-Za-z0-9_.)\]][+-]?)-)?(?>[0-9]+(?:\.[0-9]+(?:[eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+))(?![A-Za-z0-9_]|\.[0-9]|[+-])", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
