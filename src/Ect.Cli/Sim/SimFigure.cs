using System.Globalization;
using Ect.Simulation.Grid;

namespace Ect.Cli.Sim;

/// <summary>A mean and the ends of its 95 % interval; null where there is none, as where nothing is divided by nothing.</summary>
internal sealed record SimFigure(double? Mean, double? Low, double? High)
{
    public static SimFigure Of(Estimate estimate) => new(Known(estimate.Mean), Known(estimate.Low), Known(estimate.High));

    /// <summary>In a table.</summary>
    public string Text(string format) => this switch
    {
        { Mean: null } => "",
        { High: null } => Mean.Value.ToString(format, CultureInfo.InvariantCulture),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Mean.Value.ToString(format, CultureInfo.InvariantCulture)} ± {High - Mean:0.00}"),
    };

    private static double? Known(double value) => double.IsFinite(value) ? value : null; // JSON has nothing else
}
