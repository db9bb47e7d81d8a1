using Ect.Ethereum;
using Ect.Scheduler.Live;
using Microsoft.Extensions.Time.Testing;

namespace Ect.Scheduler.Tests.Live;

public sealed class LiveLimitsTests
{
    private static readonly Address One = Address.Parse("0x" + new string('1', 40));
    private static readonly Address Other = Address.Parse("0x" + new string('2', 40));

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void A_worker_that_floods_is_cut_and_the_others_are_not()
    {
        var limits = new LiveLimits(_time);
        Enumerable.Range(0, 1000).Count(_ => limits.TryTake(One, 0)).Should().Be(80);
        Enumerable.Range(0, 1000).Count(_ => limits.TryTake(Other, 32 << 10)).Should().Be(64, "two megabytes at once");
        _time.Advance(TimeSpan.FromSeconds(1));
        Enumerable.Range(0, 1000).Count(_ => limits.TryTake(One, 0)).Should().Be(20);
    }

    [Fact]
    public void All_workers_together_have_a_limit_too()
    {
        var limits = new LiveLimits(_time);
        Enumerable.Range(0, 1000).Sum(i => Enumerable.Range(0, 60).Count(_ => limits.TryTake(Address.FromBytes([.. BitConverter.GetBytes(i + 1), .. new byte[16]]), 0))).Should().Be(20_000);
    }
}
