using System.Globalization;
using Ect.Protocol.Qos;
using Ect.Simulation.Drawing;

namespace Ect.Simulation.Grid.Qos;

/// <summary>A report as a picture: what each strategy removes of tails, and what it spends.</summary>
public static class QosChart
{
    private const int Width = 1_180;
    private const int Top = 90;
    private const int RowHeight = 40;
    private const int PlotWidth = 460;
    private const int RemovalLeft = 100;
    private const int SpentLeft = 660;
    private const string Paper = "#1b6ca8";
    private const string Ect = "#2e7d4f";
    private const string Bought = "#c2571a";

    /// <summary>The picture as an SVG document.</summary>
    public static string ToSvg(QosReport report)
    {
        var bottom = Top + (HelpStrategy.All.Count * RowHeight);
        var svg = new SvgDrawing(Width, bottom + 60);
        Frame(svg, RemovalLeft, bottom, "Share of the tails that lose half or more (dots), or go entirely (rings)");
        Frame(svg, SpentLeft, bottom, "Share of the budget that is spent");
        svg.Square(RemovalLeft, 46, Paper);
        svg.Text(RemovalLeft + 18, 57, "BOINC and XtremWeb-HEP");
        svg.Square(RemovalLeft + 220, 46, Ect);
        svg.Text(RemovalLeft + 238, 57, "ECT");
        svg.Square(RemovalLeft + 300, 46, Bought);
        svg.Text(RemovalLeft + 318, 57, "ECT, tasks bought");
        Marks(svg, report.Strategies, Paper, -12);
        Marks(svg, report.OfEct, Ect, 0);
        Marks(svg, report.Bought, Bought, 12);
        for (var row = 0; row < HelpStrategy.All.Count; row++)
        {
            svg.Text(RemovalLeft - 12, Y(row) + 4, $"{HelpStrategy.All[row]}", "end");
        }

        svg.Text(RemovalLeft, bottom + 46, "means over seeds; lines: 95 % intervals");
        return svg.ToString();
    }

    private static void Frame(SvgDrawing svg, int left, int bottom, string title)
    {
        svg.Text(left, 28, title, bold: true);
        foreach (var share in new[] { 0, 0.25, 0.5, 0.75, 1 })
        {
            svg.Line(X(left, share), Top, X(left, share), bottom, "#ddd");
            svg.Text(X(left, share), bottom + 20, share.ToString("0 %", CultureInfo.InvariantCulture), "middle");
        }
    }

    private static void Marks(SvgDrawing svg, IReadOnlyList<StrategyRow> strategies, string colour, int shift)
    {
        foreach (var strategy in strategies)
        {
            var y = Y(HelpStrategy.All.ToList().IndexOf(strategy.Strategy)) + shift;
            Mark(svg, RemovalLeft, y, $"{strategy.Strategy}, half or more", strategy.Halved, colour, isRing: false);
            Mark(svg, RemovalLeft, y, $"{strategy.Strategy}, entirely", strategy.Removed, colour, isRing: true);
            Mark(svg, SpentLeft, y, $"{strategy.Strategy}", strategy.Spent, colour, isRing: false);
        }
    }

    private static void Mark(SvgDrawing svg, int left, double y, string name, Estimate share, string colour, bool isRing)
    {
        if (!double.IsFinite(share.Mean))
        {
            return;
        }

        if (double.IsFinite(share.HalfWidth))
        {
            svg.Line(X(left, share.Low), y, X(left, share.High), y, colour);
        }

        var title = string.Create(CultureInfo.InvariantCulture, $"{name}: {share.Mean:0.00} ± {share.HalfWidth:0.00}");
        if (isRing)
        {
            svg.Ring(X(left, share.Mean), y, colour, title);
        }
        else
        {
            svg.Dot(X(left, share.Mean), y, colour, title);
        }
    }

    private static double X(int left, double share) => left + (PlotWidth * Math.Clamp(share, 0, 1));

    private static double Y(int row) => Top + 20 + (row * RowHeight);
}
