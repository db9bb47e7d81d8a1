using System.Globalization;

namespace Ect.ClassAds.Values;

/// <summary>Numbers in strings, as C reads them, and conversions as the reference does them on x86-64.</summary>
internal static class Numbers
{
    /// <summary>Truncates; what does not fit, and NaN, is the smallest integer.</summary>
    public static long Truncate(double value) => value is >= -9223372036854775808.0 and < 9223372036854775808.0 ? (long)value : long.MinValue;

    /// <summary>The same for 32 bits.</summary>
    public static int Truncate32(double value) => value is > -2147483649.0 and < 2147483648.0 ? (int)value : int.MinValue;

    /// <summary>The number at the beginning of a text, after white space: decimal, hexadecimal, inf or nan. Returns where it ends, 0 if there is none.</summary>
    public static int Read(string text, out double value)
    {
        value = 0;
        var i = 0;
        while (i < text.Length && IsSpace(text[i]))
        {
            i++;
        }

        var negative = i < text.Length && text[i] == '-';
        if (i < text.Length && text[i] is ('-' or '+'))
        {
            i++;
        }

        var end = ReadSpecial(text, i, ref value);
        end = end > 0 ? end : ReadHex(text, i, ref value);
        end = end > 0 ? end : ReadDecimal(text, i, ref value);
        value = negative ? -value : value;
        return end;
    }

    public static bool IsSpace(char c) => c is ' ' or (>= '\t' and <= '\r');

    private static int ReadSpecial(string text, int start, ref double value)
    {
        foreach (var (word, number) in (ReadOnlySpan<(string, double)>)[("infinity", double.PositiveInfinity), ("inf", double.PositiveInfinity), ("nan", double.NaN)])
        {
            if (text.AsSpan(start).StartsWith(word, StringComparison.OrdinalIgnoreCase))
            {
                value = number;
                return start + word.Length;
            }
        }

        return 0;
    }

    private static int ReadHex(string text, int start, ref double value)
    {
        if (start + 2 >= text.Length || text[start] != '0' || text[start + 1] is not ('x' or 'X'))
        {
            return 0;
        }

        var i = start + 2;
        double mantissa = 0;
        var digits = 0;
        for (; i < text.Length && char.IsAsciiHexDigit(text[i]); i++, digits++)
        {
            mantissa = (mantissa * 16) + Convert.ToInt32(text[i].ToString(), 16);
        }

        if (i < text.Length && text[i] == '.')
        {
            var scale = 1.0 / 16;
            for (i++; i < text.Length && char.IsAsciiHexDigit(text[i]); i++, digits++, scale /= 16)
            {
                mantissa += Convert.ToInt32(text[i].ToString(), 16) * scale;
            }
        }

        if (digits == 0)
        {
            return 0;
        }

        var end = ExponentEnd(text, i, 'p');
        if (end > i)
        {
            mantissa *= Math.Pow(2, Math.Clamp(double.Parse(text.AsSpan(i + 1, end - i - 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture), -5000, 5000));
        }

        value = mantissa;
        return Math.Max(i, end);
    }

    private static int ReadDecimal(string text, int start, ref double value)
    {
        var i = start;
        var digits = 0;
        for (; i < text.Length && char.IsAsciiDigit(text[i]); i++, digits++)
        {
        }

        if (i < text.Length && text[i] == '.')
        {
            for (i++; i < text.Length && char.IsAsciiDigit(text[i]); i++, digits++)
            {
            }
        }

        if (digits == 0)
        {
            return 0;
        }

        i = Math.Max(i, ExponentEnd(text, i, 'e'));
        value = double.Parse(text.AsSpan(start, i - start), NumberStyles.Float, CultureInfo.InvariantCulture);
        return i;
    }

    private static int ExponentEnd(string text, int i, char letter)
    {
        if (i >= text.Length || (text[i] | 0x20) != letter)
        {
            return 0;
        }

        var end = i + 1;
        if (end < text.Length && text[end] is ('+' or '-'))
        {
            end++;
        }

        var first = end;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        return end > first ? end : 0;
    }
}
