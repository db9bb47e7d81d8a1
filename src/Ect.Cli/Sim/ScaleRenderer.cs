using System.Globalization;
using Ect.Cli.Frame;
using Spectre.Console;

namespace Ect.Cli.Sim;

/// <summary>The tables of `ect sim scale`.</summary>
internal static class ScaleRenderer
{
    public static void Render(IAnsiConsole console, ScaleView view)
    {
        console.Write(Tables.Of(
            ["policy", "machines", "tasks", "events", "seconds", "events a second"],
            view.Pools.Select(row => new[] { row.Policy, Number(row.Workers), Number(row.Tasks), Number(row.Events), row.Seconds.ToString("0.0", CultureInfo.InvariantCulture), Number(row.EventsPerSecond) })));
        console.WriteLine();
        console.Write(Tables.Of(
            ["tasks that wait", "classes", "a decision over classes, µs", "over every task, µs", "pair by pair, µs"],
            view.Decisions.Select(row => new[] { Number(row.Queue), Number(row.Classes), Number(row.Grouped), Number(row.Sorted), row.Pairwise is { } pairwise ? Number(pairwise) : "" })));
    }

    private static string Number(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);
}
