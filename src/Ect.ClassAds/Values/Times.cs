using System.Globalization;
using System.Text;

namespace Ect.ClassAds.Values;

/// <summary>Times in text. Local time is UTC.</summary>
internal static class Times
{
    // The years that a calendar date can be worked out for without trouble.
    private const long MostSeconds = 67_767_976_233_532_799;

    /// <summary>2024-02-29T12:34:56+01:00; a zone of UTC is written -00:00.</summary>
    public static string OfAbsolute(long seconds, int offset)
    {
        var clock = Moment.Of(Clamp(seconds) + offset);
        var zone = Math.Abs((long)offset);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{clock.Year:0000}-{clock.Month:00}-{clock.Day:00}T{clock.Hour:00}:{clock.Minute:00}:{clock.Second:00}{(offset > 0 ? '+' : '-')}{zone / 3600:00}:{zone / 60 % 60:00}");
    }

    /// <summary>1+02:03:04.5, without the parts on the left that are 0.</summary>
    public static string OfRelative(double seconds)
    {
        var text = new StringBuilder();
        if (seconds < 0)
        {
            text.Append('-');
            seconds = -seconds;
        }

        var fraction = seconds - Math.Floor(seconds);
        var total = Numbers.Truncate32(seconds);
        var (days, hours, minutes, whole) = (total / 86400, total % 86400 / 3600, total % 3600 / 60, total % 60);
        if (days != 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"{days}+{hours:00}:{minutes:00}:");
        }
        else if (hours != 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"{hours:00}:{minutes:00}:");
        }
        else if (minutes != 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"{minutes:00}:");
        }

        return text.Append(fraction == 0 ? whole.ToString("00", CultureInfo.InvariantCulture) : CFormat.General(whole + fraction, 6).PadLeft(2, '0')).ToString();
    }

    /// <summary>Reads a date: the first four digits are the year, then pairs of digits are month, day, hour, minute and second; a zone may end it.</summary>
    public static bool TryReadAbsolute(string text, out Value time)
    {
        time = default;
        var offset = TakeZone(ref text);
        Span<int> parts = stackalloc int[5];
        var i = NextDigit(text, 0);
        if (i > text.Length - 4)
        {
            return false;
        }

        var year = LeadingInt(text.AsSpan(i, 4));
        i += 4;
        for (var part = 0; part < parts.Length; part++)
        {
            i = NextDigit(text, i);
            if (i <= text.Length - 2)
            {
                parts[part] = LeadingInt(text.AsSpan(i, 2));
                i += 2;
            }
            else
            {
                // The reference counts months from 0 and leaves what is missing at 0.
                parts[part] = part == 0 ? 1 : 0;
            }
        }

        if (NextDigit(text, i) < text.Length)
        {
            return false;
        }

        var seconds = (Moment.Days(year, parts[0], parts[1]) * 86400) + (parts[2] * 3600) + (parts[3] * 60) + parts[4];
        if (seconds == -1 || offset == -1)
        {
            return false;
        }

        time = Value.AbsoluteTime(seconds - offset, offset);
        return true;
    }

    /// <summary>Reads [[[days+]hh:]mm:]ss or 1d2h3m4s; white space may stand between.</summary>
    public static bool TryReadRelative(string text, out double seconds)
    {
        var i = text.Length - 1;
        double total = 0;
        SkipSpace(text, ref i);
        if (i >= 0 && (text[i] is ('s' or 'S') || char.IsAsciiDigit(text[i])))
        {
            i -= text[i] is ('s' or 'S') ? 1 : 0;
            SkipSpace(text, ref i);
            var end = i + 1;
            SkipDigits(text, ref i);
            if (i >= 0 && text[i] == '.')
            {
                i--;
                SkipDigits(text, ref i);
            }

            Numbers.Read(text[(i + 1)..end], out total);
        }

        total += Part(text, ref i, 'm', ':') * 60.0;
        total += Part(text, ref i, 'h', ':') * 3600.0;
        total += Part(text, ref i, 'd', '+') * 86400.0;
        SkipSpace(text, ref i);
        var negative = i >= 0 && text[i] == '-';
        i -= negative ? 1 : 0;
        SkipSpace(text, ref i);
        seconds = negative ? -1 * total : total;
        return i < 0;
    }

    public static long Clamp(long seconds) => Math.Clamp(seconds, -MostSeconds, MostSeconds);

    private static int Part(string text, ref int i, char letter, char mark)
    {
        SkipSpace(text, ref i);
        if (i < 0 || ((text[i] | 0x20) != letter && text[i] != mark))
        {
            return 0;
        }

        i--;
        SkipSpace(text, ref i);
        var end = i + 1;
        SkipDigits(text, ref i);
        return int.TryParse(text.AsSpan((i + 1)..end), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }

    private static int TakeZone(ref string text)
    {
        var last = text.Length - 1;
        while (last >= 0 && Numbers.IsSpace(text[last]))
        {
            last--;
        }

        if (last > 0 && text[last] is ('z' or 'Z'))
        {
            text = text.Remove(last, 1);
            return 0;
        }

        if (text.Length > 6 && text[^6] is ('+' or '-') && text[^3] == ':')
        {
            text = text.Remove(text.Length - 3, 1);
        }

        if (text.Length <= 5 || text[^5] is not ('+' or '-') || !text.AsSpan(text.Length - 4).ToString().All(char.IsAsciiDigit))
        {
            return 0;
        }

        var digits = int.Parse(text.AsSpan(text.Length - 4), CultureInfo.InvariantCulture);
        var offset = (digits / 100 * 3600) + (digits % 100 * 60);
        offset = text[^5] == '-' ? -offset : offset;
        text = text[..^5];
        return offset;
    }

    private static int LeadingInt(ReadOnlySpan<char> text)
    {
        var number = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c))
            {
                break;
            }

            number = (number * 10) + (c - '0');
        }

        return number;
    }

    private static int NextDigit(string text, int i)
    {
        while (i < text.Length && !char.IsAsciiDigit(text[i]))
        {
            i++;
        }

        return i;
    }

    private static void SkipSpace(string text, ref int i)
    {
        while (i >= 0 && Numbers.IsSpace(text[i]))
        {
            i--;
        }
    }

    private static void SkipDigits(string text, ref int i)
    {
        while (i >= 0 && char.IsAsciiDigit(text[i]))
        {
            i--;
        }
    }
}
