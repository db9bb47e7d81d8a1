using Ect.Protocol.Live;
using FsCheck.Xunit;

namespace Ect.Protocol.Tests.Live;

public sealed class ForecastTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    private readonly Forecast _forecast = new(Limit);

    [Fact]
    public void An_even_pace_ends_when_it_says()
    {
        _forecast.Report(0.1, Seconds(10));
        _forecast.Report(0.2, Seconds(20));

        _forecast.Remaining(Seconds(20)).Should().BeCloseTo(Seconds(80), Seconds(0.01));
        _forecast.Remaining(Seconds(50)).Should().BeCloseTo(Seconds(50), Seconds(0.01), "time passes without a report too");
    }

    [Fact]
    public void A_single_slow_stretch_moves_the_end_by_a_part_only()
    {
        _forecast.Report(0.5, Seconds(50));
        _forecast.Report(0.51, Seconds(60));

        // The last stretch alone would say 490 s, the pace so far 49 s.
        _forecast.Remaining(Seconds(60)).Should().BeGreaterThan(Seconds(50)).And.BeLessThan(Seconds(70));
    }

    [Fact]
    public void What_was_done_before_an_interruption_says_nothing_about_the_pace()
    {
        _forecast.Continue(0.5, Seconds(1));
        _forecast.Remaining(Seconds(1)).Should().BeNull();
        _forecast.Report(0.6, Seconds(11));

        _forecast.Remaining(Seconds(11)).Should().BeCloseTo(Seconds(40), Seconds(0.01));
    }

    [Fact]
    public void Nothing_is_said_before_a_pace_is_known()
    {
        _forecast.Remaining(Seconds(5)).Should().BeNull();
        _forecast.Report(0, Seconds(5));
        _forecast.Remaining(Seconds(5)).Should().BeNull();
        _forecast.Latest(Seconds(5)).Should().Be(Limit - Seconds(5));
    }

    [Fact]
    public void A_new_count_starts_anew()
    {
        _forecast.Report(0.9, Seconds(10));
        _forecast.Report(0.1, Seconds(20));
        _forecast.Remaining(Seconds(20)).Should().BeNull();
        _forecast.Report(0.2, Seconds(30));
        _forecast.Remaining(Seconds(30)).Should().BeCloseTo(Seconds(80), Seconds(0.01));
    }

    [Property]
    public bool The_end_lies_between_now_and_the_limit((byte Fraction, byte Step)[] reports)
    {
        var elapsed = TimeSpan.Zero;
        foreach (var (fraction, step) in reports)
        {
            elapsed += Seconds(step);
            _forecast.Report(fraction / 255.0, elapsed);
            if (_forecast.Remaining(elapsed) is { } remaining && (remaining < TimeSpan.Zero || remaining > _forecast.Latest(elapsed)))
            {
                return false;
            }
        }

        return true;
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
