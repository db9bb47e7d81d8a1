using Ect.Scheduler.Telemetry;
using Microsoft.Extensions.Time.Testing;

namespace Ect.Scheduler.Tests.Status;

public sealed class MinuteRateTests
{
    [Fact]
    public void What_is_older_than_a_minute_counts_no_more()
    {
        var time = new FakeTimeProvider();
        var rate = new MinuteRate(time);
        rate.Add(60);
        time.Advance(TimeSpan.FromSeconds(30));
        rate.Add(60);
        rate.PerSecond.Should().Be(2);
        time.Advance(TimeSpan.FromSeconds(31));
        rate.PerSecond.Should().Be(1);
        time.Advance(TimeSpan.FromMinutes(10));
        rate.PerSecond.Should().Be(0);
    }
}
