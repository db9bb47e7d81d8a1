using System.Globalization;
using System.Security;
using System.Text;

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

    private static readonly string[] Colours = ["#1b6ca8", "#c2571a", "#2e7d4f"];
    private static readonly int[] Trusts = [3, 5, 7];

    /// <summary>The picture as an SVG document.</summary>
    public static string ToSvg(IncentiveReport report)
    {
        var height = Top + (report.Rows.Count * RowHeight) + 70;
        var svg = new StringBuilder();
        svg.Append(Invariant($"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {height}" width="{Width}" height="{height}" font-family="system-ui, sans-serif" font-size="13">"""));
        svg.Append(Invariant($"""<rect width="{Width}" height="{height}" fill="white"/>"""));
        Profits(svg, report, height);
        Chances(svg, report, height);
        return svg.Append("</svg>\n").ToString();
    }

    private static void Profits(StringBuilder svg, IncentiveReport report, int height)
    {
        Text(svg, 20, 30, "What each attack brings beyond honest work, for each task, in prices", "start", bold: true);
        svg.Append("""<circle cx="26" cy="48" r="6" fill="#2e7d4f"/><circle cx="256" cy="48" r="6" fill="white" stroke="#b3261e" stroke-width="2"/>""");
        Text(svg, 40, 52, "best case of the stated range", "start");
        Text(svg, 270, 52, "with a rule off that holds it", "start");
        foreach (var (tick, label) in new[] { (-1.0, "−1"), (-1e-2, "−0.01"), (-1e-4, "−0.0001"), (0.0, "0"), (1e-4, "0.0001"), (1e-2, "0.01"), (1.0, "1") })
        {
            var x = ProfitX(tick);
            svg.Append(Invariant($"""<line x1="{x:0.#}" y1="{Top - 12}" x2="{x:0.#}" y2="{height - 58}" stroke="{(tick == 0 ? "#333" : "#ddd")}"/>"""));
            Text(svg, x, height - 40, label, "middle");
        }

        for (var i = 0; i < report.Rows.Count; i++)
        {
            var row = report.Rows[i];
            var y = Top + (i * RowHeight) + 8;
            Text(svg, LabelWidth - 10, y + 4, row.Attack.Name, "end");
            foreach (var without in row.Without)
            {
                var x = ProfitX(without.Best.Outcome.Profit);
                svg.Append(Invariant($"""<circle cx="{x:0.#}" cy="{y}" r="6" fill="white" stroke="#b3261e" stroke-width="2"><title>{Escape($"without “{without.Rule.Name}”: {without.Best.Outcome.Profit:0.#####}")}</title></circle>"""));
            }

            svg.Append(Invariant($"""<circle cx="{ProfitX(row.Best.Outcome.Profit):0.#}" cy="{y}" r="6" fill="{(row.IsProfitable ? "#b3261e" : "#2e7d4f")}"><title>{row.Best.Outcome.Profit:0.#######}</title></circle>"""));
        }
    }

    private static void Chances(StringBuilder svg, IncentiveReport report, int height)
    {
        var bottom = height - 58;
        Text(svg, ChanceLeft - 10, 30, "One party decides a task alone", "start", bold: true);
        Text(svg, ChanceLeft - 10, 52, "solid: fair scheduler; dashed: its own", "start");
        for (var decade = 0; decade <= Decades; decade++)
        {
            var y = ChanceY(Math.Pow(10, -decade), bottom);
            svg.Append(Invariant($"""<line x1="{ChanceLeft}" y1="{y:0.#}" x2="{ChanceLeft + ChanceWidth}" y2="{y:0.#}" stroke="#ddd"/>"""));
            Text(svg, ChanceLeft - 6, y + 4, decade == 0 ? "1" : $"10⁻{"⁰¹²³⁴⁵⁶⁷⁸⁹"[decade]}", "end");
        }

        foreach (var percent in new[] { 0, 10, 20, 30, 40, 50 })
        {
            Text(svg, ChanceX(percent / 100.0), height - 40, $"{percent} %", "middle");
        }

        Text(svg, ChanceLeft + (ChanceWidth / 2.0), height - 18, "its share of 100 seats", "middle");
        for (var i = 0; i < Trusts.Length; i++)
        {
            var rows = report.Chances.Where(row => row.Trust == Trusts[i]).ToList();
            Line(svg, rows.Select(row => (row.Share, row.Fair)), Colours[i], "", bottom);
            Line(svg, rows.Select(row => (row.Share, row.OwnScheduler)), Colours[i], "6 4", bottom);
            svg.Append(Invariant($"""<rect x="{ChanceLeft + 10 + (i * 75)}" y="62" width="12" height="12" fill="{Colours[i]}"/>"""));
            Text(svg, ChanceLeft + 27 + (i * 75), 73, $"trust {Trusts[i]}", "start");
        }
    }

    private static void Line(StringBuilder svg, IEnumerable<(double Share, double Chance)> points, string colour, string dash, int bottom)
    {
        var shown = points.Where(point => point.Chance >= Math.Pow(10, -Decades)).Select(point => Invariant($"{ChanceX(point.Share):0.#},{ChanceY(point.Chance, bottom):0.#}"));
        svg.Append(Invariant($"""<polyline points="{string.Join(' ', shown)}" fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}"/>"""));
    }

    private static double ProfitX(double profit)
    {
        var size = Math.Log10(1 + (Math.Min(Math.Abs(profit), Largest) / Finest)) / Math.Log10(1 + (Largest / Finest));
        return LabelWidth + (BarsWidth / 2.0 * (1 + (Math.Sign(profit) * size)));
    }

    private static double ChanceX(double share) => ChanceLeft + (ChanceWidth * share / 0.5);

    private static double ChanceY(double chance, int bottom) => Top - 2 + ((bottom - Top + 2) * -Math.Log10(chance) / Decades);

    private static void Text(StringBuilder svg, double x, double y, string text, string anchor, bool bold = false) =>
        svg.Append(Invariant($"""<text x="{x:0.#}" y="{y:0.#}" text-anchor="{anchor}" fill="#222"{(bold ? " font-weight=\"600\"" : "")}>{Escape(text)}</text>"""));

    private static string Escape(string text) => SecurityElement.Escape(text);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
