using Ect.Scheduler.Workers;
using Microsoft.Extensions.Time.Testing;

namespace Ect.Scheduler.Tests.Workers;

public sealed class RateLimitTests
{
    [Fact]
    public void A_burst_of_four_seconds_worth_passes_then_the_rate_counts()
    {
        var time = new FakeTimeProvider();
        var limit = new RateLimit(10, time);
        Passed(limit, 100).Should().Be(40);
        time.Advance(TimeSpan.FromSeconds(1));
        Passed(limit, 100).Should().Be(10);
        time.Advance(TimeSpan.FromHours(1));
        Passed(limit, 100).Should().Be(40);
    }

    private static int Passed(RateLimit limit, int tries) => Enumerable.Range(0, tries).Count(_ => limit.TryTake());
}
