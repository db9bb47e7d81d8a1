using System.Globalization;
using System.Text.RegularExpressions;
using Ect.Protocol.Apps.Canonical;

namespace Ect.Protocol.Apps;

/// <summary>
/// To what numbers are rounded: so many significant digits, or the nearest multiple of a step; halves away from zero. Two
/// values however near that lie on either side of an edge are rounded apart: choose a grid much coarser than the noise.
/// </summary>
public sealed partial record NumberGrid
{
    /// <summary>Largest number of significant digits: as many as a double has.</summary>
    public const int MaxDigits = 17;

    private NumberGrid()
    {
    }

    /// <summary>Significant digits, or 0 when there is a step.</summary>
    public int SignificantDigits { get; private init; }

    /// <summary>The step as written, or null when digits count.</summary>
    public string? Step { get; private init; }

    internal Number StepValue { get; private init; }

    /// <summary>Rounds to significant digits.</summary>
    /// <exception cref="FormatException">Not from 1 to 17.</exception>
    public static NumberGrid OfDigits(int digits) => digits is >= 1 and <= MaxDigits
        ? new() { SignificantDigits = digits }
        : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"significantDigits is {digits}; 1 to {MaxDigits} are allowed."));

    /// <summary>Rounds to multiples of a step.</summary>
    /// <exception cref="FormatException">No positive decimal number of at most 20 digits before and after the point.</exception>
    public static NumberGrid OfStep(string step) =>
        step is not null && StepPattern().IsMatch(step) && Number.Parse(step) is { IsZero: false } value
            ? new() { Step = step, StepValue = value }
            : throw new FormatException($"step is '{Shown.Of(step)}'; it must be a positive decimal number in quotes, such as \"0.001\", with at most 20 digits before and after the point.");

    [GeneratedRegex(@"\A[0-9]{1,20}(\.[0-9]{1,20})?\z")]
    private static partial Regex StepPattern();
}
