using Spectre.Console;

namespace Ect.Cli.Up;

/// <summary>One view of every process's log lines, each behind its role's name in its own colour.</summary>
internal sealed class LogView(IAnsiConsole? console)
{
    private static readonly string[] Colours = ["teal", "yellow", "blue", "green", "purple", "olive", "navy", "maroon", "aqua", "fuchsia"];
    private readonly Dictionary<string, string> colours = [];
    private readonly Lock gate = new();

    public void Line(string role, string line) => Write(role, Markup.Escape(line));

    /// <summary>A line about a role rather than by it.</summary>
    public void Notice(string role, string line) => Write(role, $"[bold]{Markup.Escape(line)}[/]");

    private void Write(string role, string markup)
    {
        if (console is null)
        {
            return;
        }

        lock (gate)
        {
            if (!colours.TryGetValue(role, out var colour))
            {
                colours[role] = colour = Colours[colours.Count % Colours.Length];
            }

            console.MarkupLine($"[{colour}]{Markup.Escape(role),-10}[/] {markup}");
        }
    }
}
