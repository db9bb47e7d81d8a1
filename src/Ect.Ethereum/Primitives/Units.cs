using System.Globalization;
using System.Numerics;

namespace Ect.Ethereum;

/// <summary>Amounts as people write them (1.5) and as contracts count them (1500000000000000000).</summary>
public static class Units
{
    private const int MaxDigits = 78; // 2^256 has 78 decimal digits.

    /// <summary>Reads a non-negative amount of ether (or of an 18-decimal token) into its smallest unit.</summary>
    /// <exception cref="FormatException">Not a plain decimal number, or more than 18 decimals.</exception>
    public static BigInteger ParseEther(string amount) => Parse(amount, 18);

    /// <summary>Writes a number of smallest units as ether, without trailing zeros.</summary>
    public static string FormatEther(BigInteger amount) => Format(amount, 18);

    /// <summary>Reads a non-negative decimal amount with up to <paramref name="decimals"/> places.</summary>
    /// <exception cref="FormatException">Not a plain decimal number, or too many places.</exception>
    public static BigInteger Parse(string amount, int decimals)
    {
        var text = amount.Trim();
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? text : text[..point];
        var fraction = point < 0 ? "" : text[(point + 1)..];
        if (whole.Length + fraction.Length is 0 or > MaxDigits || !whole.All(char.IsAsciiDigit) || !fraction.All(char.IsAsciiDigit))
        {
            throw new FormatException("The amount is not a plain non-negative decimal number: write it as 1.5, without sign, exponent or thousands separators.");
        }

        if (fraction.Length > decimals)
        {
            throw new FormatException($"Amount '{text}' has {fraction.Length} decimal places; at most {decimals} are possible.");
        }

        return BigInteger.Parse("0" + whole + fraction.PadRight(decimals, '0'), NumberStyles.None, CultureInfo.InvariantCulture);
    }

    /// <summary>Writes a number of smallest units with a decimal point <paramref name="decimals"/> places from the right.</summary>
    public static string Format(BigInteger amount, int decimals)
    {
        var digits = BigInteger.Abs(amount).ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        var fraction = digits[^decimals..].TrimEnd('0');
        var sign = amount.Sign < 0 ? "-" : "";
        return sign + digits[..^decimals] + (fraction.Length > 0 ? "." + fraction : "");
    }
}
