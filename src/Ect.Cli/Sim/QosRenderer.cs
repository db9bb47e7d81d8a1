using System.Globalization;
using Ect.Cli.Frame;
using Ect.Simulation.Grid.Qos;
using Ect.Simulation.Studies;
using Spectre.Console;

namespace Ect.Cli.Sim;

/// <summary>The tables of `ect sim qos`.</summary>
internal static class QosRenderer
{
    public static void Render(IAnsiConsole console, QosView view)
    {
        Claims(console, "The paper's statements, with its servers:", view.Claims);
        Claims(console, "What the paper says too, and is not claimed of these machines:", view.Unclaimed);
        Strategies(console, "With BOINC and XtremWeb-HEP:", view.Strategies);
        Strategies(console, "With ECT's scheduler:", view.OfEct);
        Strategies(console, "With ECT's scheduler, tasks bought again in another pool:", view.Bought);
        console.WriteLine($"Without help, and with {QosReport.Recommended}:");
        console.Write(Tables.Of(
            ["pool", "bag", "server", "hours", "slowdown", "times sooner", "spent", "unfinished"],
            view.Environments.Select(row => new[]
            {
                row.Pool, row.Bag, row.Server, row.Hours.Text("0.0"), row.Slowdown.Text("0.00"), row.SpeedUp.Text("0.00"), row.Spent.Text("0.00"), $"{row.Unfinished}",
            })));
        console.WriteLine(view.Holds
            ? $"Everything that is claimed holds ({view.Runs} bags of each kind; docs/simulation.md)."
            : $"Not everything that is claimed is seen to hold ({view.Runs} bags of each kind; more --runs decide what is open).");
    }

    private static void Claims(IAnsiConsole console, string title, IReadOnlyList<QosView.Claim> claims)
    {
        if (claims.Count > 0)
        {
            console.WriteLine(title);
            console.Write(Tables.Of(
                ["paper says", "we see", "holds", "statement, case"],
                claims.Select(claim => new[]
                {
                    $"{(claim.Relation == Relation.AtMost ? "≤" : "≥")} {claim.Stated.ToString("0.###", CultureInfo.InvariantCulture)}", claim.Seen.Text("0.000"), claim.Verdict.Word(), $"{claim.Statement}; {claim.Case}",
                })));
            console.WriteLine();
        }
    }

    private static void Strategies(IAnsiConsole console, string title, IReadOnlyList<QosView.StrategyFigures> strategies)
    {
        if (strategies.Count > 0)
        {
            console.WriteLine(title);
            console.Write(Tables.Of(
                ["strategy", "tail halved", "tail gone", "times sooner", "spent", "offloaded", "foretold", "later"],
                strategies.Select(row => new[]
                {
                    row.Strategy, row.Halved.Text("0.00"), row.Removed.Text("0.00"), row.SpeedUp.Text("0.00"), row.Spent.Text("0.00"), row.Offloaded.Text("0.000"), row.Predicted.Text("0.00"), row.Later.Text("0.00"),
                })));
            console.WriteLine();
        }
    }
}
