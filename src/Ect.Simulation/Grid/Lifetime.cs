using System.Globalization;

namespace Ect.Simulation.Grid;

/// <summary>How long a state lasts: a distribution of seconds.</summary>
public readonly record struct Lifetime
{
    /// <summary>No state lasts shorter, so that a run has an end.</summary>
    public const double Least = 1;

    private readonly double _first; // Weibull: scale; log-normal: median
    private readonly double _second; // Weibull: shape; log-normal: σ
    private readonly Family _family;

    private Lifetime(Family family, double first, double second) => (_family, _first, _second) = (family, first, second);

    private enum Family : byte
    {
        Endless,
        Weibull,
        LogNormal,
    }

    /// <summary>Without end. The default.</summary>
    public static Lifetime Endless => default;

    /// <summary>Whether it never ends.</summary>
    public bool IsEndless => _family == Family.Endless;

    /// <summary>Expected seconds.</summary>
    public double Mean => _family switch
    {
        Family.Weibull => _first * Gamma(1 + (1 / _second)),
        Family.LogNormal => _first * Math.Exp(_second * _second / 2),
        _ => double.PositiveInfinity,
    };

    /// <summary>Weibull: with a shape below 1 what has lasted long lasts longer still.</summary>
    /// <param name="scale">Seconds, above 0.</param>
    /// <param name="shape">0.2 to 10.</param>
    public static Lifetime Weibull(double scale, double shape) =>
        new(Family.Weibull, Positive(scale), shape is >= 0.2 and <= 10 ? shape : throw new ArgumentOutOfRangeException(nameof(shape), shape, "A Weibull shape is 0.2 to 10."));

    /// <summary>Log-normal.</summary>
    /// <param name="median">Seconds, above 0.</param>
    /// <param name="sigma">Standard deviation of the logarithm, 0 to 5.</param>
    public static Lifetime LogNormal(double median, double sigma) =>
        new(Family.LogNormal, Positive(median), sigma is >= 0 and <= 5 ? sigma : throw new ArgumentOutOfRangeException(nameof(sigma), sigma, "A σ is 0 to 5."));

    /// <summary>One of them, at least <see cref="Least"/>.</summary>
    public double Draw(ref Chance chance) => _family switch
    {
        Family.Weibull => Math.Max(Least, _first * Math.Pow(-Math.Log(1 - chance.NextDouble()), 1 / _second)),
        Family.LogNormal => Math.Max(Least, _first * Math.Exp(_second * chance.NextNormal())),
        _ => double.PositiveInfinity,
    };

    private static double Positive(double seconds) => seconds is > 0 and < 1e12
        ? seconds
        : throw new ArgumentOutOfRangeException(nameof(seconds), seconds, string.Create(CultureInfo.InvariantCulture, $"A lifetime is above 0 and below {1e12} seconds."));

    // Lanczos' approximation (SIAM J. Numer. Anal. B 1, 1964) with g = 7; right to 15 digits for the arguments of 1.1 to 6 that occur.
    private static double Gamma(double x)
    {
        ReadOnlySpan<double> terms =
        [
            676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
        ];
        var sum = 0.99999999999980993;
        for (var i = 0; i < terms.Length; i++)
        {
            sum += terms[i] / (x + i);
        }

        var t = x + 6.5;
        return Math.Sqrt(2 * Math.PI) * Math.Pow(t, x - 0.5) * Math.Exp(-t) * sum;
    }
}
