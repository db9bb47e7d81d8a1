using Spectre.Console;

namespace Ect.Cli.Frame;

internal static class Consoles
{
    // Pipes and files have no width; wide enough that a full id and its neighbours stay on one line.
    private const int WidthOfFiles = 200;

    // A terminal that was never told its size says 0: one in a container, or under a script.
    private const int WidthOfUnknownTerminals = 80;

    public static IAnsiConsole Create(TextWriter writer, int? width, Func<string, string?> variable)
    {
        var plain = width is null || variable("NO_COLOR") is { Length: > 0 } || variable("TERM") == "dumb";
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = width is null ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = plain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = width is null ? InteractionSupport.No : InteractionSupport.Detect,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = width switch { null => WidthOfFiles, > 0 and var columns => columns, _ => WidthOfUnknownTerminals };
        console.Pipeline.Attach(new HarmlessOutput());
        return console;
    }
}
