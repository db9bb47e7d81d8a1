using System.Globalization;
using Ect.Simulation.Drawing;

namespace Ect.Simulation.Certification;

/// <summary>A report as a picture: errors against work, and errors against how often saboteurs lie.</summary>
public static class CertificationChart
{
    private const int Width = 1_180;
    private const int Height = 520;
    private const int Top = 110;
    private const int Bottom = Height - 60;
    private const int PlotWidth = 470;
    private const int WorkLeft = 70;
    private const int RateLeft = 660;
    private const int Decades = 6;

    private static readonly string[] Colours = ["#b3261e", "#c2571a", "#1b6ca8", "#2e7d4f"];
    private static readonly double Least = Math.Pow(10, -Decades);

    /// <summary>The picture as an SVG document.</summary>
    public static string ToSvg(CertificationReport report)
    {
        var svg = new SvgDrawing(Width, Height);
        var schemes = report.Curves.GroupBy(point => point.Scheme).Select((points, i) => (points.Key, Points: points.ToList(), Colour: Colours[i % Colours.Length])).ToList();
        var mostWork = Math.Max(1, Math.Ceiling(report.Curves.Select(point => point.Redundancy).DefaultIfEmpty(1).Max()));
        Frame(svg, WorkLeft, "Wrong results at the sabotage rate that is worst for each, by the work for each entry");
        Frame(svg, RateLeft, "Wrong results by sabotage rate, for each acceptable error 1 − θ (dashed)");
        for (var i = 0; i < schemes.Count; i++)
        {
            svg.Square(WorkLeft + (i % 2 * 400), 44 + (i / 2 * 22), schemes[i].Colour);
            svg.Text(WorkLeft + 18 + (i % 2 * 400), 55 + (i / 2 * 22), schemes[i].Key);
            Work(svg, schemes[i].Points, schemes[i].Colour, mostWork);
            Rates(svg, schemes[i].Points, schemes[i].Colour);
        }

        for (var work = 1; work <= mostWork; work++)
        {
            svg.Text(WorkX(work, mostWork), Bottom + 20, $"{work}", "middle");
        }

        foreach (var rate in new[] { 0.01, 0.03, 0.1, 0.3, 1 })
        {
            svg.Text(RateX(rate), Bottom + 20, Invariant($"{rate}"), "middle");
        }

        svg.Text(WorkLeft + (PlotWidth / 2.0), Bottom + 42, "results and checks for each entry, the most at any sabotage rate", "middle");
        svg.Text(RateLeft + (PlotWidth / 2.0), Bottom + 42, "chance that a saboteur's result is wrong", "middle");
        return svg.ToString();
    }

    private static void Frame(SvgDrawing svg, int left, string title)
    {
        svg.Text(left - 50, 28, title, bold: true);
        for (var decade = 0; decade <= Decades; decade++)
        {
            var y = ErrorY(Math.Pow(10, -decade));
            svg.Line(left, y, left + PlotWidth, y, "#ddd");
            svg.Text(left - 6, y + 4, SvgDrawing.PowerOfTen(-decade), "end");
        }
    }

    private static void Work(SvgDrawing svg, List<CurvePoint> points, string colour, double mostWork)
    {
        var worst = points.GroupBy(point => point.Parameter)
            .Select(same => (Point: same.MaxBy(point => point.Error.Mean)!, Work: same.Max(point => point.Redundancy)))
            .OrderBy(worst => worst.Work).ToList();
        svg.Path(worst.Select(worst => (WorkX(worst.Work, mostWork), ErrorY(worst.Point.Error.Mean))), colour);
        foreach (var (point, work) in worst)
        {
            svg.Dot(WorkX(work, mostWork), ErrorY(point.Error.Mean), colour, Invariant($"{(point.Parameter < 1 ? "1 − θ" : "m")} = {point.Parameter}: {point.Error.Mean:0.0e0} at s = {point.Sabotage}"));
        }
    }

    // A scheme that was played at one rate has no line.
    private static void Rates(SvgDrawing svg, List<CurvePoint> points, string colour)
    {
        foreach (var same in points.GroupBy(point => point.Parameter).Where(same => same.Count() > 1))
        {
            svg.Path([(RateLeft, ErrorY(same.Key)), (RateLeft + PlotWidth, ErrorY(same.Key))], "#777", "6 4");
            svg.Path(same.OrderBy(point => point.Sabotage).Select(point => (RateX(point.Sabotage), ErrorY(point.Error.Mean))), colour);
            foreach (var point in same)
            {
                svg.Ring(RateX(point.Sabotage), ErrorY(point.Error.Mean), colour, Invariant($"1 − θ = {point.Parameter}: {point.Error.Mean:0.0e0}, {point.Redundancy:0.00} results"));
            }
        }
    }

    private static double WorkX(double work, double most) => WorkLeft + (PlotWidth * work / most);

    private static double RateX(double rate) => RateLeft + 20 + ((PlotWidth - 40) * (2 + Math.Log10(rate)) / 2);

    // What was never seen lies on the lowest line.
    private static double ErrorY(double error) => Top + ((Bottom - Top) * -Math.Log10(Math.Max(error, Least)) / Decades);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
