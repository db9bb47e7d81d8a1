using Ect.Worker.Preferences;
using FsCheck.Xunit;

namespace Ect.Worker.Tests.Preferences;

public sealed class StandingDecisionTests
{
    private static readonly DateTimeOffset Monday = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly WorkerPreferences Idle = new() { IdleMinutes = 10 };

    // A machine that has been watched since yesterday and is quiet.
    private static readonly MachineState Quiet = new(Monday.AddDays(-1), Monday);

    [Fact]
    public void Without_preferences_it_always_computes() =>
        Whether(new(), Quiet with { WatchedSince = Monday, LastInput = new(Monday, "pts/1"), LastOnBattery = Monday, OnBattery = true, FreeDiskBytes = 0, LastLoad = new(Monday, "load") }).Should().BeOfType<Standing.Run>();

    [Theory]
    [InlineData(0, true)]
    [InlineData(599, true)]
    [InlineData(600, false)]
    public void Input_pauses_at_once_and_for_as_long_as_was_asked(int seconds, bool pauses)
    {
        var machine = Quiet with { LastInput = new(Monday.AddSeconds(-seconds), "terminal pts/1") };

        (Whether(Idle, machine) is Standing.Pause { Why.Cause: RestCause.InUse }).Should().Be(pauses);
    }

    [Theory]
    [InlineData(10, 59, true)]
    [InlineData(10, 600, false)]
    [InlineData(null, 59, true)]
    [InlineData(null, 60, false)]
    public void Load_of_others_pauses_for_the_idle_time_or_a_minute(int? idle, int seconds, bool pauses)
    {
        var machine = Quiet with { LastLoad = new(Monday.AddSeconds(-seconds), "other programs use 30 %") };

        (Whether(new() { IdleMinutes = idle, OthersLoadPercent = 20 }, machine) is Standing.Pause { Why.Cause: RestCause.InUse }).Should().Be(pauses);
    }

    [Fact]
    public void What_was_before_the_watch_is_not_known_to_have_been_quiet() =>
        Whether(Idle, Quiet with { WatchedSince = Monday.AddMinutes(-9) }).Should().BeOfType<Standing.Pause>();

    [Theory]
    [InlineData(0, true, true)]
    [InlineData(30, false, true)]
    [InlineData(60, false, false)]
    public void On_battery_it_pauses_and_a_loose_plug_does_not_make_it_flicker(int seconds, bool onBattery, bool pauses)
    {
        var machine = Quiet with { OnBattery = onBattery, LastOnBattery = Monday.AddSeconds(-seconds) };

        (Whether(new() { OnBattery = false }, machine) is Standing.Pause { Why.Cause: RestCause.OnBattery }).Should().Be(pauses);
        Whether(new(), machine).Should().BeOfType<Standing.Run>();
    }

    [Fact]
    public void Outside_its_hours_it_pauses_until_they_begin()
    {
        var standing = Whether(new() { Hours = "mon-fri 18:00-08:00" }, Quiet);

        standing.Should().BeOfType<Standing.Pause>().Which.Why.Should().Match<Rest>(rest => rest.Cause == RestCause.OutsideHours && rest.Until == Monday.AddHours(6));
    }

    [Fact]
    public void The_owners_word_comes_first_and_ends_in_time()
    {
        var preferences = Idle with { Rest = new(Monday.AddHours(2)) };

        Whether(preferences, Quiet).Rest.Should().Match<Rest>(rest => rest.Cause == RestCause.ByHand && rest.Until == Monday.AddHours(2));
        Whether(preferences with { Rest = new(Monday) }, Quiet).Should().BeOfType<Standing.Run>("it is over");
        Whether(preferences with { Rest = new() }, Quiet).Should().BeOfType<Standing.Pause>().Which.Why.Until.Should().BeNull();
        Whether(preferences with { Rest = new(null, Finish: true) }, Quiet).Should().BeOfType<Standing.NoNewWork>();
    }

    [Fact]
    public void A_full_disk_lets_it_finish_what_it_has()
    {
        var preferences = new WorkerPreferences { KeepFreeMiB = 1000 };

        Whether(preferences, Quiet with { FreeDiskBytes = 999L << 20 }).Should().BeOfType<Standing.NoNewWork>().Which.Why.Cause.Should().Be(RestCause.DiskFull);
        Whether(preferences, Quiet with { FreeDiskBytes = 1000L << 20 }).Should().BeOfType<Standing.Run>();
        Whether(preferences, Quiet).Should().BeOfType<Standing.Run>("nobody can tell");
    }

    // Whatever comes, in steps of half a minute: input, load, battery, nothing; now and then the machine sleeps.
    [Property(MaxTest = 300)]
    public bool Whenever_it_computes_the_machine_has_been_quiet_as_long_as_was_asked(byte[] events, byte minutes)
    {
        var preferences = new WorkerPreferences { IdleMinutes = 1 + (minutes % 20), OnBattery = false };
        var now = Monday;
        var (machine, disturbedAt, wasSeen) = (MachineState.Unseen(now), now, now);
        foreach (var what in events)
        {
            now += what == 255 ? TimeSpan.FromHours(8) : TimeSpan.FromSeconds(30);
            var sample = new MachineSample(what % 16 == 0 ? new(now, "pts/1") : null, what % 16 == 1 ? 0.5 : 0.1, false, null);
            disturbedAt = what % 16 < 2 || now - wasSeen > MachineState.LongestBlink ? now : disturbedAt;
            wasSeen = now;
            machine = machine.After(sample, preferences.OthersLoadLimit, now);
            var isQuiet = now - disturbedAt >= TimeSpan.FromMinutes(preferences.IdleMinutes.Value);
            if (StandingDecision.Whether(preferences, machine, now, TimeZoneInfo.Utc) is Standing.Run != isQuiet)
            {
                return false;
            }
        }

        return true;
    }

    private static Standing Whether(WorkerPreferences preferences, MachineState machine) => StandingDecision.Whether(preferences, machine, Monday, TimeZoneInfo.Utc);
}
