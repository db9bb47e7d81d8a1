using System.Text;
using System.Text.RegularExpressions;

namespace Ect.Protocol.Apps.Canonical;

/// <summary>
/// Text whose numbers are rounded. A number is what has a decimal point or an exponent and stands alone: whole numbers,
/// names, dates, versions and hexadecimal digits keep their spelling.
/// </summary>
public static partial class CanonicalNumbers
{
    /// <summary>The canonical form; applied to itself it gives itself. Null if it is longer than <see cref="CanonicalForm.MaxBytes"/>.</summary>
    /// <exception cref="OperationCanceledException">Nobody wants it any more.</exception>
    public static string? TryOf(string text, NumberGrid grid, CancellationToken cancellationToken = default)
    {
        var result = new StringBuilder(text.Length);
        var end = 0;
        foreach (var match in Pattern().EnumerateMatches(text))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (result.Length > CanonicalForm.MaxBytes)
            {
                return null;
            }

            var written = text.AsSpan(match.Index, match.Length);
            result.Append(text, end, match.Index - end);
            _ = Number.Parse(written) is { } number ? result.Append(number.RoundTo(grid).ToString()) : result.Append(written);
            end = match.Index + match.Length;
        }

        return result.Append(text, end, text.Length - end).ToString();
    }

    // Not within a word, a version (1.2.3) or an exponent (e-1.5); what is left of a number never becomes part of another.
    [GeneratedRegex(@"(?<![A-Za-z0-9_.]|[eE][+-]|[+-][+-])(?:(?<![A-Za-z0-9_.)\]][+-]?)-)?(?>[0-9]+(?:\.[0-9]+(?:[eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+))(?![A-Za-z0-9_]|\.[0-9]|[+-])", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
