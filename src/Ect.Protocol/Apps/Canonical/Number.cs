using System.Globalization;
using System.Numerics;
using System.Text;

namespace Ect.Protocol.Apps.Canonical;

/// <summary>A decimal number without loss: <c>Digits × 10^Exponent</c>, no trailing zeros in the digits.</summary>
internal readonly record struct Number(BigInteger Digits, int Exponent)
{
    /// <summary>Most characters of a number that is understood; longer ones are left as they are.</summary>
    public const int MaxLength = 400;

    /// <summary>Beyond this exponent, either way, numbers are only compared, never written out.</summary>
    private const int MaxExponent = 10_000;

    public bool IsZero => Digits.IsZero;

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

        // As whole numbers of the smaller of the two units.
        var step = grid.StepValue;
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
        var magnitude = digits.Length + Exponent; // 10^(magnitude−1) ≤ value < 10^magnitude
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

        while (BigInteger.DivRem(digits, 10) is { Remainder.IsZero: true } shorter)
        {
            (digits, exponent) = (shorter.Quotient, exponent + 1);
        }

        return new(digits, exponent);
    }

    private static BigInteger DivideRounded(BigInteger value, BigInteger divisor)
    {
        var (quotient, remainder) = BigInteger.DivRem(BigInteger.Abs(value), divisor);
        return value.Sign * (2 * remainder >= divisor ? quotient + 1 : quotient);
    }

    private static int Length(BigInteger digits) => BigInteger.Abs(digits).ToString(CultureInfo.InvariantCulture).Length;
}
