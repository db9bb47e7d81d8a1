using Ect.Cli.Home;
using Ect.Cli.Wallets;
using Ect.Ethereum;
using Spectre.Console;

namespace Ect.Cli.Up;

/// <summary>One view of what matters in every process's log, each line behind its role's name in its own colour.</summary>
/// <param name="console">Where to show it; null shows nothing.</param>
/// <param name="wallets">Whose names accounts are called by; null shows addresses.</param>
internal sealed class LogView(IAnsiConsole? console, WalletFolder? wallets = null)
{
    private static readonly string[] Colours = ["teal", "yellow", "blue", "green", "purple", "olive", "navy", "maroon", "aqua", "fuchsia"];
    private readonly Dictionary<string, string> colours = [];
    private readonly Lock gate = new();
    private People? people;

    /// <summary>Shows a line by a role, unless it is of no interest to people.</summary>
    public void Line(string role, string line)
    {
        if (console is null || LogLine.Read(line, NameOf) is not { } read)
        {
            return;
        }

        var style = read.Level switch { "warn" => "yellow", "fail" or "crit" => "red", _ => "default" };
        Write(role, read.Time, $"[{style}]{(read.IsTrouble ? $"{read.Level}: " : "")}{Markup.Escape(read.Message)}[/]");
    }

    /// <summary>A line about a role rather than by it.</summary>
    public void Notice(string role, string line) => Write(role, "", $"[bold]{Markup.Escape(line)}[/]");

    private string NameOf(string account)
    {
        lock (gate)
        {
            // Wallets are made while the network starts, before the first line names one.
            people ??= wallets is null ? null : People.Of(wallets);
            return people is not null && Address.TryParse(account, out var address) ? people.NameOf(address) : account;
        }
    }

    private void Write(string role, string time, string markup)
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

            console.MarkupLine($"[dim]{time,-8}[/]  [{colour}]{Markup.Escape(role),-10}[/] {markup}");
        }
    }
}
