using System.CommandLine;
using Ect.ClassAds;
using Ect.Cli.Frame;
using Ect.Sdk.Errors;

namespace Ect.Cli.ClassAds;

/// <summary>What the commands on ClassAds have in common.</summary>
internal static class ClassAdOptions
{
    // A line of a file holds two texts at most, each within the language's own limit.
    private const int LongestFile = 256 << 20;

    public static Option<bool> Old { get; } = new("--old") { Description = "Old semantics: a name that the own ad lacks is looked up in the other one" };

    public static EvaluationOptions Of(CliContext context) => new()
    {
        Semantics = context.Value(Old) ? Semantics.Old : Semantics.New,
        Time = context.Time,
    };

    /// <summary>An ad given on the command line: its text, or @ and a file.</summary>
    public static ClassAd Ad(string what, string text, EvaluationOptions options)
    {
        var source = text.StartsWith('@') ? Read(text[1..]) : text;
        return ClassAd.TryParse(source, out var ad, out var error, options)
            ? ad!
            : throw new EctException(ErrorCode.InvalidValue, $"The {what} is no ad. {error}", "An ad is [ name = expression; … ]; docs/classads.md says what an expression is.");
    }

    /// <summary>The lines of a file, each cut in two at its first tab.</summary>
    public static IEnumerable<(string First, string? Second)> Pairs(string file)
    {
        Check(file);
        foreach (var line in File.ReadLines(file))
        {
            var tab = line.IndexOf('\t', StringComparison.Ordinal);
            yield return tab < 0 ? (line, null) : (line[..tab], line[(tab + 1)..]);
        }
    }

    private static string Read(string file)
    {
        Check(file);
        return File.ReadAllText(file);
    }

    private static void Check(string file)
    {
        var info = new FileInfo(file);
        if (!info.Exists)
        {
            throw new EctException(ErrorCode.FileNotFound, $"There is no file '{file}'.");
        }

        if (info.Length > LongestFile)
        {
            throw new EctException(ErrorCode.InvalidFile, $"The file '{file}' has {info.Length} bytes; at most {LongestFile} are read.", "Split the file.");
        }
    }
}
