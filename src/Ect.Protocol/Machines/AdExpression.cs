using System.Text;
using System.Text.Json;
using Ect.ClassAds;
using Ect.ClassAds.Values;

namespace Ect.Protocol.Machines;

/// <summary>Expressions over ads as manifests and params carry them.</summary>
public static class AdExpression
{
    /// <summary>Longest expression in bytes of UTF-8.</summary>
    public const int MaxBytes = 2048;

    /// <summary>How ads and expressions of strangers are read and evaluated wherever tasks meet machines.</summary>
    public static EvaluationOptions Options { get; } = new() { Limits = ClassAdLimits.Small };

    /// <summary>Checks that a text is an expression, or empty.</summary>
    /// <exception cref="FormatException">It is none, or too long; the message names the member and shows the place.</exception>
    public static void Check(string member, string text)
    {
        CheckLength(member, text);
        if (text.Length > 0 && !Expression.TryParse(text, out _, out var error, Options))
        {
            throw new FormatException($"{member} is no ClassAd expression. {error}");
        }
    }

    /// <summary>Checks that a text is an ad without some attributes, or empty.</summary>
    /// <exception cref="FormatException">It is none, or too long, or has one of them.</exception>
    internal static void CheckAd(string member, string text, IReadOnlySet<string> reserved)
    {
        CheckLength(member, text);
        if (text.Length == 0)
        {
            return;
        }

        if (!ClassAd.TryParse(text, out var ad, out var error, Options))
        {
            throw new FormatException($"{member} is no ClassAd, such as [ Project = \"maps\" ]. {error}");
        }

        if (ad!.Attributes.Select(pair => pair.Key).FirstOrDefault(reserved.Contains) is { } name)
        {
            throw new FormatException($"{member} says {name}, which the deal says or an option of its own; leave it out.");
        }
    }

    /// <summary>A stranger's ad; the empty one for what is none.</summary>
    internal static ClassAd ReadAd(string text) =>
        text.Length is > 0 and <= MaxBytes && ClassAd.TryParse(text, out var ad, out _, Options) ? ad! : ClassAd.Empty;

    /// <summary>
    /// An ad with these Requirements and Rank. Those that are empty accept everything and like all the same; what cannot be read was refused
    /// when it was signed, and in a stranger's text accepts nothing.
    /// </summary>
    internal static ClassAd Onto(ClassAd ad, string requirements, string rank) => ad
        .With("Requirements", Read(requirements) ?? Expression.Of(Value.True))
        .With("Rank", Read(rank) ?? Expression.Of(Value.Of(0L)));

    private static Expression? Read(string text) =>
        text.Length == 0 ? null
        : text.Length <= MaxBytes && Expression.TryParse(text, out var expression, out _, Options) ? expression
        : Expression.Of(Value.Error);

    private static void CheckLength(string member, string text)
    {
        if (Encoding.UTF8.GetByteCount(text) is > MaxBytes and var bytes)
        {
            throw new FormatException($"{member} has {bytes} bytes; at most {MaxBytes} are allowed.");
        }
    }

    internal static void Write(Utf8JsonWriter writer, string member, string text)
    {
        if (text.Length > 0)
        {
            writer.WriteString(member, text);
        }
    }
}
