using Ect.Worker.Preferences;

namespace Ect.Worker.Tests.Preferences;

public sealed class MachineStateTests
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_last_signs_are_kept()
    {
        var state = MachineState.Unseen(Noon)
            .After(new(new(Noon.AddSeconds(1), "pts/1"), 0.5, true, 7), 0.25, Noon.AddSeconds(2))
            .After(new(new(Noon.AddSeconds(-9), "pts/2"), 0.1, false, 8), 0.25, Noon.AddSeconds(4));

        state.LastInput.Should().Be(new MachineUse(Noon.AddSeconds(1), "pts/1"));
        state.LastLoad!.At.Should().Be(Noon.AddSeconds(2));
        state.LastOnBattery.Should().Be(Noon.AddSeconds(2));
        (state.OnBattery, state.OthersLoad, state.FreeDiskBytes, state.WatchedSince).Should().Be((false, 0.1, 8, Noon));
    }

    [Fact]
    public void After_a_sleep_or_a_change_of_the_clock_the_watch_begins_anew()
    {
        var state = MachineState.Unseen(Noon).After(new(new(Noon, "pts/1"), null, true, null), 0.25, Noon);

        state.After(new(null, null, false, null), 0.25, Noon.AddHours(8)).WatchedSince.Should().Be(Noon.AddHours(8));
        var back = state.After(new(null, null, false, null), 0.25, Noon.AddHours(-8));
        back.WatchedSince.Should().Be(Noon.AddHours(-8));
        back.LastInput!.At.Should().Be(Noon.AddHours(-8), "nothing was seen in the future");
        back.LastOnBattery.Should().Be(Noon.AddHours(-8));
    }

    [Fact]
    public void Load_counts_only_where_it_matters() =>
        MachineState.Unseen(Noon).After(new(null, 1, null, null), null, Noon).LastLoad.Should().BeNull();
}
