using Ect.Protocol.Certification;
using FsCheck.Xunit;

namespace Ect.Protocol.Tests.Certification;

public sealed class SpotCheckingTests
{
    [Theory]
    [InlineData(0.1, 10, 0.5, 1, 0.258533)] // 0.9^10 = 0.348678; 0.348678 / 1.348678
    [InlineData(0.1, 0, 0.2, 0.5, 0.1)] // nobody is checked yet: f s
    [InlineData(0.1, 50, 0.2, 0, 0)]
    [InlineData(1, 1, 0.2, 1, 0)]
    public void The_error_is_what_saboteurs_who_were_not_caught_leave(double rate, double turns, double faulty, double sabotage, double expected) =>
        SpotChecking.Error(rate, turns, faulty, sabotage).Should().BeApproximately(expected, 1e-6);

    [Fact]
    public void The_bound_halves_with_twice_the_work()
    {
        SpotChecking.Bound(0.1, 50, 0.2).Should().BeApproximately(0.0183940, 1e-7); // 0.25 / (5 e)
        SpotChecking.Bound(0.1, 100, 0.2).Should().BeApproximately(0.0183940 / 2, 1e-7);
    }

    [Property]
    public bool No_sabotage_rate_reaches_the_bound(byte rate, byte turns, byte faulty, byte sabotage)
    {
        var (q, n, f) = (Chances.Inside(rate), 1 + turns, Chances.Inside(faulty));
        return SpotChecking.Error(q, n, f, Chances.Inside(sabotage)) < SpotChecking.Bound(q, n, f);
    }

    [Property]
    public bool Nothing_is_worse_than_the_worst_sabotage_rate(byte rate, byte turns, byte faulty, byte sabotage)
    {
        var (q, n, f) = (Chances.Inside(rate), 1 + turns, Chances.Inside(faulty));
        return SpotChecking.Error(q, n, f, Chances.Inside(sabotage)) <= SpotChecking.Error(q, n, f, SpotChecking.WorstSabotage(q, n, f)) * 1.0001;
    }
}
