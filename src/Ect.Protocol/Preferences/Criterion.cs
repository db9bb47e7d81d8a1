using System.Globalization;

namespace Ect.Protocol.Preferences;

/// <summary>One of the things by which alternatives are compared.</summary>
public sealed record Criterion
{
    /// <summary>Checks its weight.</summary>
    /// <param name="name">For explanations and errors.</param>
    /// <param name="better">Which values are the better ones.</param>
    /// <param name="function">What a difference means.</param>
    /// <param name="weight">How much it counts against the others: 0 to 10^100, only ratios matter.</param>
    /// <exception cref="ArgumentException">The weight is negative, infinite or no number.</exception>
    public Criterion(string name, Better better, PreferenceFunction function, double weight)
    {
        if (weight is not (>= 0 and <= 1e100))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The weight of '{name}' is {weight}; it must be a number from 0 to 1E+100."), nameof(weight));
        }

        (Name, Better, Function, Weight) = (name, better, function, weight);
    }

    /// <summary>For explanations and errors.</summary>
    public string Name { get; }

    /// <summary>Which values are the better ones.</summary>
    public Better Better { get; }

    /// <summary>What a difference means.</summary>
    public PreferenceFunction Function { get; }

    /// <summary>How much it counts against the others.</summary>
    public double Weight { get; }

    /// <summary>How far the first value is preferred to the second, 0 to 1.</summary>
    public double Preference(double value, double other) => Function.Of(Better == Better.More ? value - other : other - value);
}
