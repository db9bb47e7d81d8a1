using System.Globalization;
using System.Text;
using Ect.ClassAds.Evaluation;
using Ect.ClassAds.Values;

namespace Ect.ClassAds.Functions;

/// <summary>formatTime: C's strftime in the C locale and UTC.</summary>
internal static class TimeFormat
{
    private const int Longest = 1022;

    private static readonly string[] Days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

    private static readonly string[] Months =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    public static Value Format(in Call call)
    {
        if (call.Count > 2)
        {
            return Value.Error;
        }

        var time = call.Count == 0 ? Value.Of(call.Run.Options.Time.GetUtcNow().ToUnixTimeSeconds()) : call[0];
        if (time.IsStopped)
        {
            return Value.Stopped;
        }

        if (time.Kind == ValueKind.RelativeTime || !TryRead(call.Run, time, out var moment))
        {
            return Value.Error;
        }

        var format = call.Count == 2 ? call[1] : Value.OfBytes("%c");
        if (!format.IsString)
        {
            return format.IsStopped ? Value.Stopped : Value.Error;
        }

        var text = new StringBuilder();
        Write(text, moment, format.Bytes);
        return text.Length > Longest ? Value.Error : call.Run.Made(text.ToString());
    }

    private static bool TryRead(Run run, Value time, out Moment moment)
    {
        moment = default;
        if (!TimeFields.TrySplit(time, out var ad))
        {
            return false;
        }

        var scope = new Scope(ad, null);
        moment = new(Part("Year", 1900), (int)Part("Month", 1), (int)Part("Day", 0), (int)Part("Hours", 0), (int)Part("Minutes", 0), (int)Part("Seconds", 0));
        return true;

        long Part(string name, long otherwise) => run.Member(scope, name) is { IsInteger: true } value ? (int)value.Integer : otherwise;
    }

    private static void Write(StringBuilder text, Moment moment, string format)
    {
        for (var i = 0; i < format.Length && text.Length <= Longest; i++)
        {
            if (format[i] != '%' || i + 1 >= format.Length)
            {
                text.Append(format[i]);
                continue;
            }

            // E and O choose other digits or eras, of which the C locale has none.
            var letter = format[++i];
            if ((letter is 'E' or 'O') && i + 1 < format.Length)
            {
                letter = format[++i];
            }

            if (Composed(letter) is { } longer)
            {
                Write(text, moment, longer);
            }
            else
            {
                text.Append(Field(letter, moment));
            }
        }
    }

    private static string? Composed(char letter) => letter switch
    {
        'c' => "%a %b %e %H:%M:%S %Y",
        'D' or 'x' => "%m/%d/%y",
        'F' => "%Y-%m-%d",
        'r' => "%I:%M:%S %p",
        'R' => "%H:%M",
        'T' or 'X' => "%H:%M:%S",
        _ => null,
    };

    private static string Field(char letter, Moment moment)
    {
        var (week, weekYear) = IsoWeek(moment);
        var hour12 = moment.Hour % 12 == 0 ? 12 : moment.Hour % 12;
        return letter switch
        {
            'a' => Name(Days, moment.DayOfWeek)[..3],
            'A' => Name(Days, moment.DayOfWeek),
            'b' or 'h' => Name(Months, moment.Month - 1) is { Length: > 2 } month ? month[..3] : "?",
            'B' => Name(Months, moment.Month - 1),
            'C' => Two(Moment.FloorDiv(moment.Year, 100)),
            'd' => Two(moment.Day),
            'e' => Padded(moment.Day),
            'g' => Two(Moment.FloorMod(weekYear, 100)),
            'G' => Text(weekYear),
            'H' => Two(moment.Hour),
            'I' => Two(hour12),
            'j' => (moment.DayOfYear + 1).ToString("000", CultureInfo.InvariantCulture),
            'k' => Padded(moment.Hour),
            'l' => Padded(hour12),
            'm' => Two(moment.Month),
            'M' => Two(moment.Minute),
            'n' => "\n",
            'p' => moment.Hour < 12 ? "AM" : "PM",
            'P' => moment.Hour < 12 ? "am" : "pm",
            's' => Text((Moment.Days(moment.Year, moment.Month, moment.Day) * 86400) + (moment.Hour * 3600L) + (moment.Minute * 60L) + moment.Second),
            'S' => Two(moment.Second),
            't' => "\t",
            'u' => Text(moment.DayOfWeek == 0 ? 7 : moment.DayOfWeek),
            'U' => Two((moment.DayOfYear - moment.DayOfWeek + 7) / 7),
            'V' => Two(week),
            'w' => Text(moment.DayOfWeek),
            'W' => Two((moment.DayOfYear - ((moment.DayOfWeek + 6) % 7) + 7) / 7),
            'y' => Two(Moment.FloorMod(moment.Year, 100)),
            'Y' => Text(moment.Year),
            'z' => "+0000",
            'Z' => "",
            '%' => "%",
            _ => "%" + letter,
        };
    }

    // Weeks begin on Monday; that with the year's first Thursday is its first.
    private static (int Week, long Year) IsoWeek(Moment moment)
    {
        var thursday = moment.DayOfYear - ((moment.DayOfWeek + 6) % 7) + 3;
        var (year, length) = (moment.Year, YearLength(moment.Year));
        if (thursday < 0)
        {
            year--;
            thursday += YearLength(year);
        }
        else if (thursday >= length)
        {
            thursday -= length;
            year++;
        }

        return ((thursday / 7) + 1, year);
    }

    private static int YearLength(long year) => (int)(Moment.Days(year + 1, 1, 1) - Moment.Days(year, 1, 1));

    private static string Name(string[] names, int index) => index >= 0 && index < names.Length ? names[index] : "???";

    private static string Two(long number) => number.ToString("00", CultureInfo.InvariantCulture);

    private static string Padded(int number) => Text(number).PadLeft(2);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
