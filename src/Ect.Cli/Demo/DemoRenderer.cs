using System.Globalization;
using Ect.Cli.Frame;
using Spectre.Console;

namespace Ect.Cli.Demo;

/// <summary>The report of a demonstration for people.</summary>
internal static class DemoRenderer
{
    public static void Render(IAnsiConsole console, DemoReport report)
    {
        console.WriteLine();
        console.MarkupLine("[bold]Tasks: who contributed, and who was right[/]");
        console.Write(Tables.Of(
            ["task", "status", "contributors", "result"],
            report.Tasks.Select(task => new[]
            {
                task.Index.ToString(CultureInfo.InvariantCulture),
                task.Status,
                string.Join(", ", task.Contributors.Select(part => part.Outcome == "right" ? part.Worker : $"{part.Worker} ({part.Outcome})")),
                task.Result is { } result ? $"{Shorten(result.Cid)} {(result.Verified ? "verified" : "NOT VERIFIED")}" : "none",
            })));

        console.WriteLine();
        console.MarkupLine("[bold]Money: before, after, and why[/] (ECT)");
        console.Write(Tables.Of(
            ["party", "before", "after", "change", "why"],
            report.Accounts.SelectMany(Rows)));

        console.WriteLine();
        var tokens = report.Tokens;
        console.MarkupLineInterpolated($"[bold]Tokens conserved: {(report.TokensConserved ? "yes" : "NO")}[/]");
        console.WriteLine($"  supply {tokens.Supply} = {tokens.InWallets} in wallets + {tokens.HeldByHub} held by the hub");
        console.WriteLine($"  held by the hub {tokens.HeldByHub} = {tokens.Free} free + {tokens.Locked} locked + {tokens.Seats} in seats + {tokens.Burned} burned");

        console.WriteLine();
        console.MarkupLineInterpolated($"[bold]Results[/], verified against what the chain agreed on: {report.Results}");
        if (report.Dendrogram is { } dendrogram)
        {
            console.WriteLine(dendrogram);
        }

        console.MarkupLine(report.Succeeded
            ? $"[bold green]All {report.Tasks.Count} tasks done in {report.ElapsedSeconds.ToString(CultureInfo.InvariantCulture)} s.[/] {report.Liar} lied and paid for it; {report.Victim} died and others did its work."
            : "[bold red]Something is not as it should be: see above.[/]");
    }

    private static IEnumerable<string[]> Rows(AccountStory account)
    {
        var change = account.After.Total.Units - account.Before.Total.Units;
        var reasons = account.Movements.Select(movement => $"{new Amount(movement.Amount.Units)}: {movement.Reason}, {movement.Count}×").DefaultIfEmpty("").ToArray();
        yield return [account.Name, account.Before.Total.ToString(), account.After.Total.ToString(), new Amount(change).ToString(), reasons[0]];
        foreach (var reason in reasons.Skip(1))
        {
            yield return ["", "", "", "", reason];
        }
    }

    private static string Shorten(string cid) => cid[..12] + "…";
}
