using System.Globalization;

namespace Ect.Protocol.Preferences;

/// <summary>Turns by how much one alternative is better in a criterion into a preference from 0 (none) to 1 (full).</summary>
public readonly record struct PreferenceFunction
{
    // Values are compared by their differences and squares of these: far from where a double ends both are sound.
    private const double Smallest = 1e-100;
    private const double Largest = 1e100;

    private PreferenceFunction(PreferenceShape shape, double indifference, double strict, double spread) =>
        (Shape, Indifference, Strict, Spread) = (shape, indifference, strict, spread);

    /// <summary>Any difference counts fully. The default.</summary>
    public static PreferenceFunction Usual => default;

    /// <summary>The form.</summary>
    public PreferenceShape Shape { get; }

    /// <summary>q: differences up to this one do not count. In the criterion's unit.</summary>
    public double Indifference { get; }

    /// <summary>p: differences beyond this one count fully. In the criterion's unit.</summary>
    public double Strict { get; }

    /// <summary>s: where the Gaussian turns from steeper to flatter. In the criterion's unit.</summary>
    public double Spread { get; }

    internal bool IsGaussian => Shape == PreferenceShape.Gaussian;

    // All but the Gaussian are a step or a slope between two thresholds; a step of none is the usual criterion.
    internal bool IsSlope => Shape is PreferenceShape.VShape or PreferenceShape.Linear;

    /// <summary>Up to <paramref name="q"/> none, beyond it fully.</summary>
    /// <exception cref="ArgumentException">q is no positive number.</exception>
    public static PreferenceFunction UShape(double q) =>
        new(PreferenceShape.UShape, Threshold("U-shape", nameof(q), q), q, 0);

    /// <summary>Growing from none up to <paramref name="p"/>.</summary>
    /// <exception cref="ArgumentException">p is no positive number.</exception>
    public static PreferenceFunction VShape(double p) =>
        new(PreferenceShape.VShape, 0, Threshold("V-shape", nameof(p), p), 0);

    /// <summary>Up to <paramref name="q"/> none, up to <paramref name="p"/> by half, beyond it fully.</summary>
    /// <exception cref="ArgumentException">q is negative or no number, or p is not above q.</exception>
    public static PreferenceFunction Level(double q, double p) =>
        new(PreferenceShape.Level, Lower("level", q), Upper("level", q, p), 0);

    /// <summary>Up to <paramref name="q"/> none, growing from there up to <paramref name="p"/>.</summary>
    /// <exception cref="ArgumentException">q is negative or no number, or p is not above q.</exception>
    public static PreferenceFunction Linear(double q, double p) =>
        new(PreferenceShape.Linear, Lower("linear", q), Upper("linear", q, p), 0);

    /// <summary>1 − exp(−d² / 2s²).</summary>
    /// <exception cref="ArgumentException">s is no positive number.</exception>
    public static PreferenceFunction Gaussian(double s) =>
        new(PreferenceShape.Gaussian, 0, 0, Threshold("Gaussian", nameof(s), s));

    /// <summary>The preference that a difference makes.</summary>
    /// <param name="difference">By how much the one is better; of 0 and less nothing is preferred.</param>
    public double Of(double difference)
    {
        if (!(difference > Indifference))
        {
            return 0;
        }

        if (IsGaussian)
        {
            var ratio = difference / Spread;
            return 1 - Math.Exp(-0.5 * ratio * ratio);
        }

        return difference > Strict ? 1 : IsSlope ? (difference - Indifference) / (Strict - Indifference) : 0.5;
    }

    private static double Threshold(string shape, string name, double value) => value is >= Smallest and <= Largest
        ? value
        : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{name} of the {shape} preference is {value}; it must be a positive number from {Smallest} to {Largest}."), name);

    private static double Lower(string shape, double q) => q is >= 0 and <= Largest
        ? q
        : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"q of the {shape} preference is {q}; it must be a number from 0 to {Largest}."), nameof(q));

    private static double Upper(string shape, double q, double p) => Threshold(shape, nameof(p), p) > q
        ? p
        : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"p of the {shape} preference is {p} and q is {q}; p must be above q."), nameof(p));
}
