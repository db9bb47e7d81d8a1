using Ect.Worker.Epochs;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Ect.Worker.Tests.Epochs;

public sealed class EarningsCollectorTests
{
    private readonly FakeTimeProvider time = new();
    private readonly MemoryChain chain;

    public EarningsCollectorTests() => chain = new MemoryChain(Samples.WorkerKey.Address, time);

    [Theory]
    [InlineData(1, 9, false)]
    [InlineData(1, 10, true)]
    [InlineData(0, 10, false)]
    public async Task Earnings_are_collected_from_the_threshold_on(uint roster, ulong earned, bool collects)
    {
        chain.Seat = chain.Seat with { Roster = roster, Earned = earned };
        (await Collector(10_000_000_000).RunOnceAsync(TestContext.Current.CancellationToken)).Should().Be(collects);
        chain.Transactions.Should().HaveCount(collects ? 1 : 0);
    }

    [Fact]
    public async Task A_seat_that_has_earned_nothing_is_left_alone_even_without_a_threshold() =>
        (await Collector(0).RunOnceAsync(TestContext.Current.CancellationToken)).Should().BeFalse();

    private EarningsCollector Collector(long threshold) => new(chain, threshold, TimeSpan.FromMinutes(1), time, NullLogger.Instance);
}
