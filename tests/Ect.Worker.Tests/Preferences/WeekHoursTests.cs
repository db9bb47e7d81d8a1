using System.Globalization;
using Ect.Worker.Preferences;
using FsCheck.Xunit;

namespace Ect.Worker.Tests.Preferences;

public sealed class WeekHoursTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    // 1 June 2026 is a Monday.
    [Theory]
    [InlineData("mon-fri 18:00-08:00, sat-sun", "2026-06-01 17:59", false)]
    [InlineData("mon-fri 18:00-08:00, sat-sun", "2026-06-01 18:00", true)]
    [InlineData("mon-fri 18:00-08:00, sat-sun", "2026-06-02 07:59", true)]
    [InlineData("mon-fri 18:00-08:00, sat-sun", "2026-06-02 08:00", false)]
    [InlineData("mon-fri 18:00-08:00, sat-sun", "2026-06-06 12:00", true)]
    [InlineData("mon-fri 18:00-08:00, sat-sun", "2026-06-01 03:00", false)]
    [InlineData("fri 22:00-06:00", "2026-06-06 05:59", true)]
    [InlineData("sat 22:00-06:00", "2026-06-07 05:59", true)]
    [InlineData("sat 22:00-06:00", "2026-06-06 05:59", false)]
    [InlineData("22:00-06:00", "2026-06-03 02:00", true)]
    [InlineData("22:00-06:00", "2026-06-03 12:00", false)]
    [InlineData("fri-mon", "2026-06-07 12:00", true)]
    [InlineData("fri-mon", "2026-06-03 12:00", false)]
    [InlineData("MON 12:00-13:00 18:00-24:00", "2026-06-01 12:30", true)]
    [InlineData("mon 12:00-13:00 18:00-24:00", "2026-06-01 23:59", true)]
    [InlineData("mon 12:00-13:00 18:00-24:00", "2026-06-02 00:00", false)]
    [InlineData("mon 12:00-13:00 18:00-24:00", "2026-06-01 14:00", false)]
    [InlineData("mon 9:00-10:30", "2026-06-01 09:00", true)]
    public void Hours_hold_what_they_say(string hours, string local, bool holds) =>
        WeekHours.Parse(hours).Contains(At(local, TimeZoneInfo.Utc), TimeZoneInfo.Utc).Should().Be(holds);

    [Theory]
    [InlineData("", "empty entry")]
    [InlineData("mon,", "empty entry")]
    [InlineData("monday", "'monday' is no day")]
    [InlineData("mon-tue-wed", "'mon-tue-wed' is no day and no range")]
    [InlineData("mon 8", "'8' is no span of time")]
    [InlineData("mon 8:00", "'8:00' is no span of time")]
    [InlineData("mon 08:00-25:00", "'25:00' is no time")]
    [InlineData("mon 08:00-08:00", "begins when it ends")]
    [InlineData("mon 24:00-08:00", "begins at 24:00")]
    [InlineData("mon 08:00 - 09:00", "'08:00' is no span of time")]
    public void What_cannot_be_understood_is_named(string hours, string message) =>
        FluentActions.Invoking(() => WeekHours.Parse(hours)).Should().Throw<FormatException>().WithMessage($"*{message}*");

    [Fact]
    public void Clocks_that_are_put_forward_or_back_decide_by_what_they_show()
    {
        var hours = WeekHours.Parse("sun 01:30-03:30");

        // On 29 March 2026 it is 03:00 after 01:59: half an hour before and half an hour after.
        Minutes(hours, "2026-03-28T23:00Z", 6 * 60).Should().Be(60);

        // On 25 October 2026 it is 02:00 twice: three hours.
        Minutes(hours, "2026-10-24T22:00Z", 6 * 60).Should().Be(180);
    }

    [Fact]
    public void The_next_change_is_told_over_midnight_and_over_the_night_in_which_clocks_change()
    {
        var hours = WeekHours.Parse("mon-fri 18:00-08:00, sat-sun");

        hours.NextChange(At("2026-06-01 12:00:30", Berlin), Berlin).Should().Be(At("2026-06-01 18:00", Berlin));
        hours.NextChange(At("2026-06-01 18:00", Berlin), Berlin).Should().Be(At("2026-06-02 08:00", Berlin));
        hours.NextChange(At("2026-06-05 20:00", Berlin), Berlin).Should().Be(At("2026-06-08 00:00", Berlin), "Friday's night joins the weekend, Sunday has no night");
        WeekHours.Parse("sun 01:30-02:15").NextChange(At("2026-03-29 01:45", Berlin), Berlin).Should().Be(At("2026-03-29 03:00", Berlin), "a quarter past two does not come that night");
        WeekHours.Parse("mon-sun").NextChange(At("2026-06-01 12:00", Berlin), Berlin).Should().BeNull();
    }

    [Property(MaxTest = 200)]
    public bool Until_the_next_change_nothing_changes_and_then_it_does(ushort start, byte day, ushort from, ushort length)
    {
        var begins = TimeSpan.FromMinutes(from % 1440);
        var ends = TimeSpan.FromMinutes((from + 1 + (length % 1438)) % 1440);
        var name = ((DayOfWeek)(day % 7)).ToString()[..3];
        var hours = WeekHours.Parse(string.Create(CultureInfo.InvariantCulture, $"{name} {begins:hh\\:mm}-{ends:hh\\:mm}"));
        var now = new DateTimeOffset(2026, 3, 20, 0, 0, 0, TimeSpan.Zero).AddMinutes(start);
        var next = hours.NextChange(now, Berlin)!.Value;
        var before = hours.Contains(now, Berlin);
        return Enumerable.Range(0, (int)(next - now).TotalMinutes).All(i => hours.Contains(now.AddMinutes(i), Berlin) == before)
            && hours.Contains(next, Berlin) != before;
    }

    private static int Minutes(WeekHours hours, string from, int span)
    {
        var start = DateTimeOffset.Parse(from, CultureInfo.InvariantCulture);
        return Enumerable.Range(0, span).Count(i => hours.Contains(start.AddMinutes(i), Berlin));
    }

    private static DateTimeOffset At(string local, TimeZoneInfo zone)
    {
        var wall = DateTime.Parse(local, CultureInfo.InvariantCulture);
        return new(wall, zone.GetUtcOffset(wall));
    }
}
