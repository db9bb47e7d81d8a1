using Ect.Protocol.Certification;
using FsCheck.Xunit;

namespace Ect.Protocol.Tests.Certification;

public sealed class WorkerCredibilityTests
{
    [Theory]
    [InlineData(0.2, 0, Sanction.Blacklist, 0.8)]
    [InlineData(0.2, 0, Sanction.Readmit, 0.8)]
    [InlineData(0.2, 1, Sanction.Blacklist, 0.908030)] // 1 − 1/4 × 1/e
    [InlineData(0.2, 10, Sanction.Blacklist, 0.990803)]
    [InlineData(0.5, 2, Sanction.Blacklist, 0.816060)] // 1 − 1/(2e)
    [InlineData(0.2, 1, Sanction.Readmit, 0.8)]
    [InlineData(0.2, 4, Sanction.Readmit, 0.95)]
    [InlineData(0.8, 1, Sanction.Blacklist, 0.2)] // 4/e is no chance: what is known is f
    public void Credibility_is_that_of_the_paper_and_never_below_a_newcomers(double faulty, int passed, Sanction sanction, double expected) =>
        WorkerCredibility.Of(faulty, passed, sanction).Should().BeApproximately(expected, 1e-6);

    [Theory]
    [InlineData(0.2, 0.2, Sanction.Blacklist, 0)]
    [InlineData(0.2, 0.001, Sanction.Blacklist, 92)] // 0.25/e × 1000 = 91.97
    [InlineData(0.2, 0.001, Sanction.Readmit, 200)]
    [InlineData(0.5, 0.01, Sanction.Blacklist, 37)] // 36.8
    public void So_many_checks_let_one_result_alone_be_accepted(double faulty, double error, Sanction sanction, int expected)
    {
        WorkerCredibility.ChecksNeeded(faulty, error, sanction).Should().Be(expected);
        WorkerCredibility.Doubt(faulty, expected, sanction).Should().BeLessThanOrEqualTo(error);
        if (expected > 0)
        {
            WorkerCredibility.Doubt(faulty, expected - 1, sanction).Should().BeGreaterThan(error);
        }
    }

    [Property]
    public bool Each_check_passed_makes_a_worker_more_credible_or_leaves_it(byte share, ushort passed, bool blacklists)
    {
        var (faulty, sanction) = (Chances.Inside(share), blacklists ? Sanction.Blacklist : Sanction.Readmit);
        var (before, after) = (WorkerCredibility.Of(faulty, passed, sanction), WorkerCredibility.Of(faulty, passed + 1, sanction));
        return before is > 0 and < 1 && after is > 0 and < 1 && after >= before;
    }

    // What the formula was made for: whichever rate of lies a saboteur chooses, that many checks leave no more of them.
    [Property]
    public bool No_sabotage_rate_makes_results_worse_than_a_workers_doubt(byte share, byte passed, byte lies)
    {
        var (faulty, sabotage) = (Chances.Inside(share), Chances.Inside(lies));
        return SpotChecking.Error(1, passed, faulty, sabotage) <= WorkerCredibility.Doubt(faulty, passed, Sanction.Blacklist) + 1e-12;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    public void A_share_of_none_or_all_is_no_assumption(double faulty) =>
        FluentActions.Invoking(() => WorkerCredibility.Doubt(faulty, 1, Sanction.Blacklist)).Should().Throw<ArgumentOutOfRangeException>();
}
