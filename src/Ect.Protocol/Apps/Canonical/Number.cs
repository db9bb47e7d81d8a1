using System.Globalization;
using System.Numerics;
using System.Text;

namespace Ect.Protocol.Apps.Canonical;

/// <summary>A decimal number without loss: <c>Digits × 10^Exponent</c>, no trailing zeros in the digits.</summary>
internal readonly record struct Number(BigInteger Digits, int Exponent)
{
    /// <summary>Most characters of a number that is understood; longer ones are left as they are.</summary>
    public const int MaxLength = 400;

    /// <summary>A number with an exponent beyond it, either way, is left as it is.</summary>
    private const int MaxExponent = 10_000;

    /// <summary>
    /// A number whose last digit stands more places than this above the step's is not rounded to it: it was written with too
    /// few digits for that, and its multiples would have as many as its exponent says. As many as a step may have.
    /// </summary>
    private const int MaxPlacesAboveStep = 40;

    public bool IsZero => Digits.IsZero;

    /// <summary>The number is at least 10^(Magnitude − 1) and less than 10^Magnitude.</summary>
    private int Magnitude => Length(Digits) + Exponent;

    /// <summary>Reads what JSON and most programs write: sign, digits, fraction, exponent.</summary>
    /// <returns>Null if it is too long or its exponent too large.</returns>
    public static Number? Parse(ReadOnlySpan<char> text)
    {
        if (text.Length > MaxLength)
        {
            return null;
        }

        var exponentAt = text.IndexOfAny('e', 'E');
        var exponent = 0;
        if (exponentAt >= 0 && (!int.TryParse(text[(exponentAt + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent) || exponent is > MaxExponent or < -MaxExponent))
        {
            return null;
        }

        var mantissa = exponentAt >= 0 ? text[..exponentAt] : text;
        var point = mantissa.IndexOf('.');
        var fraction = point >= 0 ? mantissa.Length - point - 1 : 0;
        var digits = point >= 0 ? string.Concat(mantissa[..point], mantissa[(point + 1)..]) : mantissa.ToString();
        return Normal(BigInteger.Parse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture), exponent - fraction);
    }

    /// <summary>The nearest number on the grid, halves away from zero.</summary>
    public Number RoundTo(NumberGrid grid)
    {
        if (IsZero)
        {
            return this;
        }

        if (grid.Step is null)
        {
            var excess = Length(Digits) - grid.SignificantDigits;
            return excess <= 0 ? this : Normal(DivideRounded(Digits, BigInteger.Pow(10, excess)), Exponent + excess);
        }

        var step = grid.StepValue;
        if (Exponent - step.Exponent > MaxPlacesAboveStep)
        {
            return this;
        }

        if (Magnitude < step.Magnitude - 1)
        {
            return default; // Less than a tenth of a step.
        }

        // As whole numbers of the smaller of the two units.
        var unit = Math.Min(Exponent, step.Exponent);
        var wholeStep = step.Digits * BigInteger.Pow(10, step.Exponent - unit);
        return Normal(DivideRounded(Digits * BigInteger.Pow(10, Exponent - unit), wholeStep) * wholeStep, unit);
    }

    /// <summary>Plain digits from 1e-7 to below 1e21, as JavaScript writes numbers; else with an exponent.</summary>
    public override string ToString()
    {
        if (IsZero)
        {
            return "0";
        }

        var digits = BigInteger.Abs(Digits).ToString(CultureInfo.InvariantCulture);
        var magnitude = digits.Length + Exponent;
        var text = new StringBuilder(Digits.Sign < 0 ? "-" : "");
        if (magnitude is > -6 and <= 21)
        {
            _ = Exponent >= 0 ? text.Append(digits).Append('0', Exponent)
                : magnitude > 0 ? text.Append(digits, 0, magnitude).Append('.').Append(digits, magnitude, digits.Length - magnitude)
                : text.Append("0.").Append('0', -magnitude).Append(digits);
            return text.ToString();
        }

        text.Append(digits[0]);
        if (digits.Length > 1)
        {
            text.Append('.').Append(digits, 1, digits.Length - 1);
        }

        return text.Append(CultureInfo.InvariantCulture, $"e{(magnitude > 0 ? "+" : "")}{magnitude - 1}").ToString();
    }

    private static Number Normal(BigInteger digits, int exponent)
    {
        if (digits.IsZero)
        {
            return new(0, 0);
        }

        // By the text: a division for each zero would cost more than all the rest.
        var text = digits.ToString(CultureInfo.InvariantCulture);
        var zeros = text.Length - text.AsSpan().TrimEnd('0').Length;
        return zeros == 0 ? new(digits, exponent) : new(digits / BigInteger.Pow(10, zeros), exponent + zeros);
    }

    private static BigInteger DivideRounded(BigInteger value, BigInteger divisor)
    {
        var (quotient, remainder) = BigInteger.DivRem(BigInteger.Abs(value), divisor);
        return value.Sign * (2 * remainder >= divisor ? quotient + 1 : quotient);
    }

    private static int Length(BigInteger digits) => BigInteger.Abs(digits).ToString(CultureInfo.InvariantCulture).Length;
}
