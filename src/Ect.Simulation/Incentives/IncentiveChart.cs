using System.Globalization;
using Ect.Simulation.Drawing;

namespace Ect.Simulation.Incentives;

/// <summary>A report as a picture: what each attack brings, and how often one party decides a task alone.</summary>
public static class IncentiveChart
{
    private const int Width = 1_180;
    private const int RowHeight = 30;
    private const int Top = 90;
    private const int LabelWidth = 270;
    private const int BarsWidth = 560;
    private const int ChanceLeft = LabelWidth + BarsWidth + 90;
    private const int ChanceWidth = Width - ChanceLeft - 30;

    // Profits of a millionth of a price and of the whole value both show.
    private const double Finest = 1e-5;
    private const double Largest = 10;
    private const int Decades = 7;

    private const string Good = "#2e7d4f";
    private const string Bad = "#b3261e";

    private static readonly string[] Colours = ["#1b6ca8", "#c2571a", "#2e7d4f"];
    private static readonly int[] Trusts = [3, 5, 7];

    /// <summary>The picture as an SVG document.</summary>
    public static string ToSvg(IncentiveReport report)
    {
        var height = Top + (report.Rows.Count * RowHeight) + 70;
        var svg = new SvgDrawing(Width, height);
        Profits(svg, report, height);
        Chances(svg, report, height);
        return svg.ToString();
    }

    private static void Profits(SvgDrawing svg, IncentiveReport report, int height)
    {
        svg.Text(20, 30, "What each attack brings beyond honest work, for each task, in prices", bold: true);
        svg.Dot(26, 48, Good);
        svg.Ring(256, 48, Bad);
        svg.Text(40, 52, "best case of the stated range");
        svg.Text(270, 52, "with a rule off that holds it");
        foreach (var (tick, label) in new[] { (-1.0, "−1"), (-1e-2, "−0.01"), (-1e-4, "−0.0001"), (0.0, "0"), (1e-4, "0.0001"), (1e-2, "0.01"), (1.0, "1") })
        {
            var x = ProfitX(tick);
            svg.Line(x, Top - 12, x, height - 58, tick == 0 ? "#333" : "#ddd");
            svg.Text(x, height - 40, label, "middle");
        }

        for (var i = 0; i < report.Rows.Count; i++)
        {
            var row = report.Rows[i];
            var y = Top + (i * RowHeight) + 8;
            svg.Text(LabelWidth - 10, y + 4, row.Attack.Name, "end");
            foreach (var without in row.Without)
            {
                svg.Ring(ProfitX(without.Best.Outcome.Profit), y, Bad, Invariant($"without “{without.Rule.Name}”: {without.Best.Outcome.Profit:0.#####}"));
            }

            svg.Dot(ProfitX(row.Best.Outcome.Profit), y, row.IsProfitable ? Bad : Good, Invariant($"{row.Best.Outcome.Profit:0.#######}"));
        }
    }

    private static void Chances(SvgDrawing svg, IncentiveReport report, int height)
    {
        var bottom = height - 58;
        svg.Text(ChanceLeft - 10, 30, "One party decides a task alone", bold: true);
        svg.Text(ChanceLeft - 10, 52, "solid: fair scheduler; dashed: its own");
        for (var decade = 0; decade <= Decades; decade++)
        {
            var y = ChanceY(Math.Pow(10, -decade), bottom);
            svg.Line(ChanceLeft, y, ChanceLeft + ChanceWidth, y, "#ddd");
            svg.Text(ChanceLeft - 6, y + 4, SvgDrawing.PowerOfTen(-decade), "end");
        }

        foreach (var percent in new[] { 0, 10, 20, 30, 40, 50 })
        {
            svg.Text(ChanceX(percent / 100.0), height - 40, $"{percent} %", "middle");
        }

        svg.Text(ChanceLeft + (ChanceWidth / 2.0), height - 18, "its share of 100 seats", "middle");
        for (var i = 0; i < Trusts.Length; i++)
        {
            var rows = report.Chances.Where(row => row.Trust == Trusts[i]).ToList();
            Line(svg, rows.Select(row => (row.Share, row.Fair)), Colours[i], "", bottom);
            Line(svg, rows.Select(row => (row.Share, row.OwnScheduler)), Colours[i], "6 4", bottom);
            svg.Square(ChanceLeft + 10 + (i * 75), 62, Colours[i]);
            svg.Text(ChanceLeft + 27 + (i * 75), 73, $"trust {Trusts[i]}");
        }
    }

    private static void Line(SvgDrawing svg, IEnumerable<(double Share, double Chance)> points, string colour, string dash, int bottom) =>
        svg.Path(points.Where(point => point.Chance >= Math.Pow(10, -Decades)).Select(point => (ChanceX(point.Share), ChanceY(point.Chance, bottom))), colour, dash);

    private static double ProfitX(double profit)
    {
        var size = Math.Log10(1 + (Math.Min(Math.Abs(profit), Largest) / Finest)) / Math.Log10(1 + (Largest / Finest));
        return LabelWidth + (BarsWidth / 2.0 * (1 + (Math.Sign(profit) * size)));
    }

    private static double ChanceX(double share) => ChanceLeft + (ChanceWidth * share / 0.5);

    private static double ChanceY(double chance, int bottom) => Top - 2 + ((bottom - Top + 2) * -Math.Log10(chance) / Decades);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
