using System.Globalization;
using Ect.Simulation.Drawing;

namespace Ect.Simulation.Grid.Studies;

/// <summary>A report as a picture: makespans and error impacts of each policy on each mix, against first come, first served.</summary>
public static class SchedulingChart
{
    private const int Width = 1_180;
    private const int Top = 110;
    private const int LegendColumns = 5;
    private const int MixHeight = 160;
    private const int RowHeight = 16;
    private const int PlotWidth = 430;
    private const int MakespanLeft = 190;
    private const int ErrorLeft = 700;
    private const double Most = 2;

    private static readonly string[] Colours = ["#777", "#c2571a", "#8a5fb0", "#1b6ca8", "#c79a00", "#b3261e", "#5b8c8c", "#a05a7b", "#2e7d4f"];

    /// <summary>The picture as an SVG document.</summary>
    public static string ToSvg(MultiCriteriaReport report)
    {
        var bottom = Top + (report.Mixes.Count * MixHeight);
        var svg = new SvgDrawing(Width, bottom + 60);
        Frame(svg, MakespanLeft, bottom, "Makespan, as a ratio to first come, first served");
        Frame(svg, ErrorLeft, bottom, "Expected error impact, likewise");
        for (var policy = 0; policy < PullPolicy.All.Count; policy++)
        {
            svg.Square(LegendX(policy), LegendY(policy), Colours[policy % Colours.Length]);
            svg.Text(LegendX(policy) + 18, LegendY(policy) + 11, PullPolicy.All[policy].Name);
        }

        for (var mix = 0; mix < report.Mixes.Count; mix++)
        {
            var y = Top + 16 + (mix * MixHeight);
            svg.Text(MakespanLeft - 12, y + (4 * RowHeight) + 4, report.Mixes[mix].Mix, "end");
            for (var policy = 0; policy < report.Mixes[mix].Policies.Count; policy++)
            {
                var row = report.Mixes[mix].Policies[policy];
                var colour = Colours[policy % Colours.Length];
                Mark(svg, MakespanLeft, y + (policy * RowHeight), row.Policy.Name, row.MakespanRatio, colour);
                Mark(svg, ErrorLeft, y + (policy * RowHeight), row.Policy.Name, row.ErrorRatio, colour);
            }
        }

        svg.Text(MakespanLeft, bottom + 46, "dots: means over seeds; lines: 95 % intervals; left of 1 is better");
        return svg.ToString();
    }

    private static void Frame(SvgDrawing svg, int left, int bottom, string title)
    {
        svg.Text(left, 28, title, bold: true);
        foreach (var ratio in new[] { 0, 0.5, 1, 1.5, 2 })
        {
            var x = X(left, ratio);
            svg.Line(x, Top, x, bottom, ratio == 1 ? "#333" : "#ddd");
            svg.Text(x, bottom + 20, ratio.ToString("0.#", CultureInfo.InvariantCulture), "middle");
        }
    }

    private static void Mark(SvgDrawing svg, int left, double y, string name, Estimate ratio, string colour)
    {
        if (!double.IsFinite(ratio.Mean))
        {
            return;
        }

        if (double.IsFinite(ratio.HalfWidth))
        {
            svg.Line(X(left, ratio.Low), y, X(left, ratio.High), y, colour);
        }

        svg.Dot(X(left, ratio.Mean), y, colour, string.Create(CultureInfo.InvariantCulture, $"{name}: {ratio.Mean:0.00} ± {ratio.HalfWidth:0.00}"));
    }

    private static double LegendX(int policy) => MakespanLeft + (policy % LegendColumns * 170);

    private static double LegendY(int policy) => 46 + (policy / LegendColumns * 22);

    // What is beyond the picture stands at its edge.
    private static double X(int left, double ratio) => left + (PlotWidth * Math.Clamp(ratio, 0, Most) / Most);
}
