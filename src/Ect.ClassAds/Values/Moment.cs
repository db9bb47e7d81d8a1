namespace Ect.ClassAds.Values;

/// <summary>A moment of the Gregorian calendar, for any year.</summary>
internal readonly record struct Moment(long Year, int Month, int Day, int Hour, int Minute, int Second)
{
    /// <summary>0 is Sunday.</summary>
    public int DayOfWeek => (int)FloorMod(Days(Year, Month, Day) + 4, 7);

    /// <summary>0 is the first of January.</summary>
    public int DayOfYear => (int)(Days(Year, Month, Day) - Days(Year, 1, 1));

    public static Moment Of(long seconds)
    {
        var days = FloorDiv(seconds, 86400);
        var second = (int)(seconds - (days * 86400));

        // Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days.
        days += 719468;
        var era = FloorDiv(days, 146097);
        var dayOfEra = days - (era * 146097);
        var yearOfEra = (dayOfEra - (dayOfEra / 1460) + (dayOfEra / 36524) - (dayOfEra / 146096)) / 365;
        var dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        var shifted = ((5 * dayOfYear) + 2) / 153;
        var day = (int)(dayOfYear - (((153 * shifted) + 2) / 5) + 1);
        var month = (int)(shifted < 10 ? shifted + 3 : shifted - 9);
        return new(yearOfEra + (era * 400) + (month <= 2 ? 1 : 0), month, day, second / 3600, second / 60 % 60, second % 60);
    }

    /// <summary>Days since 1970 of a date; a month or day outside its range runs into the next or last one.</summary>
    public static long Days(long year, long month, long day)
    {
        year += FloorDiv(month - 1, 12);
        month = FloorMod(month - 1, 12) + 1;

        // The same source, days_from_civil.
        year -= month <= 2 ? 1 : 0;
        var era = FloorDiv(year, 400);
        var yearOfEra = year - (era * 400);
        var dayOfYear = (((153 * (month > 2 ? month - 3 : month + 9)) + 2) / 5) + day - 1;
        return (era * 146097) + (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear - 719468;
    }

    public static long FloorDiv(long a, long b) => (a / b) - (a % b < 0 ? 1 : 0);

    public static long FloorMod(long a, long b) => ((a % b) + b) % b;
}
