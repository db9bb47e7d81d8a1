using System.Text.RegularExpressions;

namespace Ect.Cli.Up;

/// <summary>A role's log line, as people read it: time, how bad, what. The file keeps the line as it was.</summary>
/// <param name="Time">Hours, minutes and seconds, UTC; empty for a line in another form.</param>
/// <param name="Level">info, warn, fail or crit; empty for a line in another form.</param>
/// <param name="Message">One line without category, ids shortened to the beginning that commands take.</param>
internal sealed partial record LogLine(string Time, string Level, string Message)
{
    private const int Longest = 300;

    // Steps on the way of a task that goes well; what comes of them is told by other lines.
    private static readonly string[] Steps =
    [
        ": assigned to worker", ": started, index", ": app and inputs verified", " written down", " uploaded, opening told", "commitment 0x", ": the scheduler says",
        ": ended on chain, contribution Accepted", "No work at the moment", "Logged in at",
    ];

    public bool IsTrouble => Level is not ("info" or "");

    /// <summary>Reads a line of output; null if it is no more than a step of a task that goes well.</summary>
    /// <param name="line">As a role wrote it.</param>
    /// <param name="nameOf">Names accounts.</param>
    public static LogLine? Read(string line, Func<string, string> nameOf)
    {
        var parts = Form().Match(line);
        if (!parts.Success)
        {
            return new("", "", Cut(line));
        }

        var (level, message) = (parts.Groups["level"].Value, parts.Groups["message"].Value);
        if (level is "dbug" or "trce" || (level == "info" && Steps.Any(step => message.Contains(step, StringComparison.OrdinalIgnoreCase))))
        {
            return null;
        }

        message = Id().Replace(message, id => id.Value[..12]);
        return new(parts.Groups["time"].Value, level, Cut(AccountId().Replace(message, account => nameOf(account.Value))));
    }

    private static string Cut(string text) => text.Length <= Longest ? text : text[..Longest] + "…";

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT(?<time>\d\d:\d\d:\d\d)\.\d{3}Z (?<level>[a-z]{4}): (?:[\w.+`]+\[-?\d+\] )?(?<message>.*)$", RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex(@"\b0x[0-9a-fA-F]{64}\b")]
    private static partial Regex Id();

    [GeneratedRegex(@"\b0x[0-9a-fA-F]{40}\b")]
    private static partial Regex AccountId();
}
