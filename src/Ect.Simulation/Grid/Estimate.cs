namespace Ect.Simulation.Grid;

/// <summary>A mean over seeds and how far the true one may be from it: half of Student's 95 % confidence interval.</summary>
/// <param name="Mean">Of the runs.</param>
/// <param name="HalfWidth">0 or more; infinite for a single run.</param>
public readonly record struct Estimate(double Mean, double HalfWidth)
{
    private static readonly double[] Student =
    [
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
        2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
    ];

    /// <summary>Lower end of the interval.</summary>
    public double Low => Mean - HalfWidth;

    /// <summary>Upper end of the interval.</summary>
    public double High => Mean + HalfWidth;

    /// <summary>Of at least one value.</summary>
    public static Estimate Of(IReadOnlyList<double> values)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(values.Count, 1);
        var mean = values.Average();
        if (values.Count == 1)
        {
            return new(mean, double.PositiveInfinity);
        }

        var variance = values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1);
        return new(mean, Quantile(values.Count - 1) * Math.Sqrt(variance / values.Count));
    }

    // Beyond the table by the first terms of Cornish and Fisher's expansion, right to three digits.
    private static double Quantile(int degrees) => degrees <= Student.Length ? Student[degrees - 1] : 1.95996 + (2.3722 / degrees) + (2.8225 / degrees / degrees);
}
