using System.Collections;
using System.Globalization;

namespace Ect.Worker.Preferences;

/// <summary>
/// Hours of the week by the clock on the wall: <c>mon-fri 18:00-08:00, sat-sun</c>. An entry names days, times or both; one
/// without days is for every day, one without times for the whole day. A time that ends before it begins goes on into the
/// next morning, and belongs to the day on which it began.
/// </summary>
public sealed class WeekHours
{
    private const int DayMinutes = 24 * 60;
    private const int WeekMinutes = 7 * DayMinutes;

    private static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    // The week from Sunday, a bit a minute.
    private readonly BitArray minutes = new(WeekMinutes);

    private WeekHours(string text) => Text = text;

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>Reads hours.</summary>
    /// <param name="text">Entries between commas, such as <c>mon-fri 12:00-13:00 18:00-08:00, sat-sun</c>; at most 1,000 characters.</param>
    /// <exception cref="FormatException">Says what cannot be understood, and what can.</exception>
    public static WeekHours Parse(string text)
    {
        if (text.Length > 1000)
        {
            throw new FormatException($"The hours have {text.Length} characters; at most 1,000 are allowed.");
        }

        var hours = new WeekHours(text.Trim());
        foreach (var entry in text.Split(','))
        {
            hours.Add(entry.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), entry.Trim());
        }

        return hours;
    }

    /// <summary>Whether a moment lies in these hours, by the clocks of a zone.</summary>
    public bool Contains(DateTimeOffset moment, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(moment, zone);
        return minutes[((int)local.DayOfWeek * DayMinutes) + (local.Hour * 60) + local.Minute];
    }

    /// <summary>The next moment at which these hours begin or end, to the minute; null if they never do.</summary>
    public DateTimeOffset? NextChange(DateTimeOffset moment, TimeZoneInfo zone)
    {
        var now = Contains(moment, zone);
        var minute = new DateTimeOffset(moment.UtcTicks - (moment.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);

        // A day more than a week: clocks that are put back make weeks longer.
        for (var i = 1; i <= WeekMinutes + DayMinutes; i++)
        {
            if (Contains(minute.AddMinutes(i), zone) != now)
            {
                return minute.AddMinutes(i);
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    private void Add(string[] words, string entry)
    {
        if (words.Length == 0)
        {
            throw new FormatException("The hours have an empty entry. Write days, times or both between commas, such as 'mon-fri 18:00-08:00, sat-sun'.");
        }

        var hasDays = char.IsAsciiLetter(words[0][0]);
        var (first, last) = hasDays ? ParseDays(words[0], entry) : (0, 6);
        var times = words[(hasDays ? 1 : 0)..];
        for (var day = first; ; day = (day + 1) % 7)
        {
            if (times.Length == 0)
            {
                Fill(day, 0, DayMinutes);
            }

            foreach (var time in times)
            {
                var (from, to) = ParseTimes(time, entry);
                Fill(day, from, to > from ? to : to + DayMinutes);
            }

            if (day == last)
            {
                return;
            }
        }
    }

    private void Fill(int day, int from, int to)
    {
        for (var minute = from; minute < to; minute++)
        {
            minutes[((day * DayMinutes) + minute) % WeekMinutes] = true;
        }
    }

    private static (int First, int Last) ParseDays(string text, string entry)
    {
        var parts = text.Split('-');
        return parts.Length <= 2 ? (ParseDay(parts[0], entry), ParseDay(parts[^1], entry)) : throw Unclear(text, entry, "is no day and no range of two");
    }

    private static int ParseDay(string text, string entry) =>
        Array.FindIndex(Days, day => day.Equals(text, StringComparison.OrdinalIgnoreCase)) is >= 0 and var day
            ? day
            : throw Unclear(text, entry, "is no day: write mon, tue, wed, thu, fri, sat or sun");

    private static (int From, int To) ParseTimes(string text, string entry)
    {
        var parts = text.Split('-');
        if (parts.Length != 2)
        {
            throw Unclear(text, entry, "is no span of time: write HH:MM-HH:MM");
        }

        var (from, to) = (ParseTime(parts[0], entry), ParseTime(parts[1], entry));
        return from != DayMinutes && from != to ? (from, to) : throw Unclear(text, entry, from == to ? "begins when it ends; leave the times out for whole days" : "begins at 24:00; write 00:00 of the next day");
    }

    private static int ParseTime(string text, string entry)
    {
        if (text == "24:00")
        {
            return DayMinutes;
        }

        return TimeOnly.TryParseExact(text, ["HH:mm", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? (time.Hour * 60) + time.Minute
            : throw Unclear(text, entry, "is no time: write HH:MM from 00:00 to 24:00");
    }

    private static FormatException Unclear(string text, string entry, string why) => new($"In the hours '{entry}', '{text}' {why}.");
}
