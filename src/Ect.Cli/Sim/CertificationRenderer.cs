using System.Globalization;
using Ect.Cli.Frame;
using Ect.Simulation.Studies;
using Spectre.Console;

namespace Ect.Cli.Sim;

/// <summary>The tables of `ect sim certification`.</summary>
internal static class CertificationRenderer
{
    public static void Render(IAnsiConsole console, CertificationView view)
    {
        foreach (var claim in view.Claims.GroupBy(row => row.Claim))
        {
            Write(console, $"{char.ToUpperInvariant(claim.Key[0])}{claim.Key[1..]}:", "case", "paper says", claim, row => row.Case);
        }

        Write(console, "Outside the paper's assumptions, and the contracts' rule under them:", "promise, case", "promised", view.Outside, row => $"{row.Claim}: {row.Case}");
        console.WriteLine(view.Holds
            ? $"Every claim holds under the paper's assumptions ({view.Runs} batches for each number; docs/certification.md)."
            : $"Not every claim is seen to hold ({view.Runs} batches for each number; more --runs decide what is open).");
    }

    private static void Write(IAnsiConsole console, string title, string what, string says, IEnumerable<ClaimView> rows, Func<ClaimView, string> name)
    {
        console.WriteLine(title);
        console.WriteLine();
        console.Write(Tables.Of(
            [says, "we see", "95 % interval", "work", "holds", what],
            rows.Select(row => (string[])
            [
                $"{Sign(row.Relation)}{Number(row.Stated)}",
                Number(row.Seen),
                row.High is { } high ? $"{Number(row.Low)} – {Number(high)}" : $"from {Number(row.Low)}",
                row.Redundancy.ToString("0.00", CultureInfo.InvariantCulture),
                row.Verdict.Word(),
                name(row),
            ])));
        console.WriteLine();
    }

    private static string Sign(Relation relation) => relation switch
    {
        Relation.AtMost => "≤ ",
        Relation.AtLeast => "≥ ",
        Relation.About => "about ",
        _ => "",
    };

    private static string Number(double value) =>
        value.ToString(Math.Abs(value) switch { 0 => "0", >= 100 => "#,0", >= 1 => "0.0", >= 0.01 => "0.0000", >= 0.0001 => "0.000000", _ => "0.00e-0" }, CultureInfo.InvariantCulture);
}
