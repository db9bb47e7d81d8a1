using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Ect.ClassAds.Functions;

/// <summary>A compiled regular expression: matched in linear time, or, where it looks back or around, for a limited time.</summary>
internal sealed class Pattern
{
    private const int MostKept = 512;
    private const int LongestPattern = 4096;

    // Of one search that is not linear; an evaluation counts them together.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private static readonly ConcurrentDictionary<(string, RegexOptions), Pattern?> Kept = new();

    private readonly Regex _regex;
    private readonly Lazy<Regex> _again;

    private Pattern(string pattern, RegexOptions options)
    {
        (_regex, IsLinear) = Compile(pattern, options);

        // Matches right here, and not the empty string: what follows an empty match.
        _again = new(() => new Regex($@"\G(?:{pattern}{(options.HasFlag(RegexOptions.IgnorePatternWhitespace) ? "\n" : "")})(?!\G)", options, Longest));
    }

    /// <summary>Whether a search takes time in proportion to the text.</summary>
    public bool IsLinear { get; }

    /// <summary>The pattern, or null if it is none.</summary>
    public static Pattern? Of(string pattern, string options)
    {
        var flags = RegexOptions.CultureInvariant;
        foreach (var c in options)
        {
            flags |= c switch
            {
                'i' => RegexOptions.IgnoreCase,
                'm' => RegexOptions.Multiline,
                's' => RegexOptions.Singleline,
                'x' => RegexOptions.IgnorePatternWhitespace,
                _ => RegexOptions.None,
            };
        }

        if (Kept.TryGetValue((pattern, flags), out var known))
        {
            return known;
        }

        if (Kept.Count >= MostKept)
        {
            Kept.Clear();
        }

        return Kept[(pattern, flags)] = Make(pattern, flags);
    }

    /// <summary>The first match from a place on; null if it took too long. Called by <see cref="Evaluation.Run.Find(Pattern, string, int, bool)"/>, which counts the time.</summary>
    public Match? Find(string text, int start, bool again = false)
    {
        try
        {
            return (again ? _again.Value : _regex).Match(text, start);
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    private static Pattern? Make(string pattern, RegexOptions options)
    {
        if (pattern.Length > LongestPattern)
        {
            return null;
        }

        try
        {
            return new(PcrePattern.Translate(pattern), options);
        }
        catch (Exception e) when (e is ArgumentException or InsufficientExecutionStackException)
        {
            return null;
        }
    }

    private static (Regex Regex, bool IsLinear) Compile(string pattern, RegexOptions options)
    {
        try
        {
            return (new Regex(pattern, options | RegexOptions.NonBacktracking), true);
        }
        catch (NotSupportedException)
        {
            return (new Regex(pattern, options, Longest), false);
        }
    }
}
