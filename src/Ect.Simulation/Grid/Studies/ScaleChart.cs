using System.Globalization;
using Ect.Simulation.Drawing;

namespace Ect.Simulation.Grid.Studies;

/// <summary>A report as a picture: what an event costs by the size of the pool, and a decision by the length of the queue.</summary>
public static class ScaleChart
{
    private const int Width = 1_180;
    private const int Height = 460;
    private const int Top = 80;
    private const int Bottom = Height - 60;
    private const int PlotWidth = 430;
    private const int EventsLeft = 90;
    private const int DecisionsLeft = 680;
    private const int LeastExponent = -1;
    private const int MostExponent = 6;

    private static readonly string[] Colours = ["#777", "#1b6ca8", "#b3261e"];

    /// <summary>The picture as an SVG document.</summary>
    public static string ToSvg(ScaleReport report)
    {
        var svg = new SvgDrawing(Width, Height);
        Frame(svg, EventsLeft, "Microseconds an event, by machines in the pool", report.Pools.Select(row => row.Workers));
        Frame(svg, DecisionsLeft, "Microseconds a decision, by tasks that wait", report.Decisions.Select(row => row.Queue));
        var colour = 0;
        foreach (var policy in report.Pools.GroupBy(row => row.Policy.Name))
        {
            Curve(svg, EventsLeft, policy.Key, colour, Colours[colour], policy.Select(row => ((double)row.Workers, 1e6 / row.EventsPerSecond)), [.. report.Pools.Select(row => (double)row.Workers)]);
            colour++;
        }

        double[] queues = [.. report.Decisions.Select(row => (double)row.Queue)];
        Curve(svg, DecisionsLeft, "over every task, sorted", 0, Colours[0], report.Decisions.Select(row => ((double)row.Queue, row.Sorted.TotalMicroseconds)), queues);
        Curve(svg, DecisionsLeft, "over classes, as the scheduler decides", 1, Colours[1], report.Decisions.Select(row => ((double)row.Queue, row.Grouped.TotalMicroseconds)), queues);
        Curve(svg, DecisionsLeft, "pair by pair", 2, Colours[2], report.Decisions.Where(row => row.Pairwise is not null).Select(row => ((double)row.Queue, row.Pairwise!.Value.TotalMicroseconds)), queues);
        return svg.ToString();
    }

    private static void Frame(SvgDrawing svg, int left, string title, IEnumerable<int> sizes)
    {
        svg.Text(left - 50, 28, title, bold: true);
        for (var exponent = LeastExponent; exponent <= MostExponent; exponent++)
        {
            var y = Y(Math.Pow(10, exponent));
            svg.Line(left, y, left + PlotWidth, y, "#ddd");
            svg.Text(left - 6, y + 4, SvgDrawing.PowerOfTen(exponent), "end");
        }

        double[] all = [.. sizes.Distinct().Select(size => (double)size)];
        foreach (var size in all)
        {
            svg.Text(X(left, size, all), Bottom + 20, size.ToString("#,0", CultureInfo.InvariantCulture), "middle");
        }
    }

    private static void Curve(SvgDrawing svg, int left, string name, int place, string colour, IEnumerable<(double Size, double Microseconds)> points, double[] sizes)
    {
        svg.Square(left + (place * 210) - 40, 44, colour);
        svg.Text(left + (place * 210) - 22, 55, name);
        var marks = points.Select(point => (X: X(left, point.Size, sizes), Y: Y(point.Microseconds), point)).ToList();
        svg.Path(marks.Select(mark => (mark.X, mark.Y)), colour);
        foreach (var (x, y, point) in marks)
        {
            svg.Dot(x, y, colour, string.Create(CultureInfo.InvariantCulture, $"{name}, {point.Size:#,0}: {point.Microseconds:0.0} µs"));
        }
    }

    private static double X(int left, double size, double[] sizes)
    {
        var (least, most) = (Math.Log10(sizes.Min()), Math.Log10(sizes.Max()));
        return left + 20 + ((PlotWidth - 40) * (most > least ? (Math.Log10(size) - least) / (most - least) : 0.5));
    }

    private static double Y(double microseconds)
    {
        var exponent = Math.Clamp(Math.Log10(Math.Max(microseconds, double.Epsilon)), LeastExponent, MostExponent);
        return Bottom - ((Bottom - Top) * (exponent - LeastExponent) / (MostExponent - LeastExponent));
    }
}
