using Ect.Simulation.Certification;
using Ect.Simulation.Studies;

namespace Ect.Simulation.Tests.Certification;

public sealed class EstimateTests
{
    [Theory]
    [InlineData(0.025, 1.95996)]
    [InlineData(0.005, 2.57583)]
    [InlineData(0.5, 0)]
    public void Quantiles_are_those_of_the_tables(double tail, double expected) =>
        Confidence.NormalQuantile(tail).Should().BeApproximately(expected, 5e-4);

    [Theory]
    [InlineData(10, 1, 2.262)] // Student's t, 9 degrees of freedom
    [InlineData(30, 1, 2.045)]
    [InlineData(10_000, 1, 1.960)]
    [InlineData(10_000, 5, 2.576)] // 99 % each
    public void Few_runs_and_many_intervals_take_more(int runs, int intervals, double expected) =>
        Confidence.Width(runs, intervals).Should().BeApproximately(expected, 5e-3);

    [Fact]
    public void Of_runs_that_spread_no_more_than_chance_it_is_Wilsons_interval()
    {
        // 10 of 100: (0.0552, 0.1744) in the literature.
        BatchOutcome[] runs = [Run(50, 5), Run(50, 5)];
        var seen = Estimate.OfErrors(runs, 1.96);
        seen.Mean.Should().Be(0.1);
        seen.Low.Should().BeApproximately(0.0552, 1e-4);
        seen.High.Should().BeApproximately(0.1744, 1e-4);
    }

    [Fact]
    public void Runs_that_differ_much_say_less()
    {
        var alike = Estimate.OfErrors([Run(100, 10), Run(100, 10), Run(100, 10), Run(100, 10)], 1.96);
        var apart = Estimate.OfErrors([Run(100, 40), Run(100, 0), Run(100, 0), Run(100, 0)], 1.96);
        apart.Mean.Should().Be(alike.Mean);
        (apart.High - apart.Low).Should().BeGreaterThan(3 * (alike.High - alike.Low));
    }

    [Fact]
    public void No_error_in_many_is_not_none()
    {
        var seen = Estimate.OfErrors([Run(500, 0), Run(500, 0)], 1.96);
        (seen.Mean, seen.Low).Should().Be((0, 0));
        seen.High.Should().BeApproximately(0.00383, 1e-5); // 1.96² / (1,000 + 1.96²)
        Estimate.OfErrors([Run(0, 0), Run(0, 0)], 1.96).High.Should().Be(1);
    }

    [Fact]
    public void A_ratio_is_as_uncertain_as_both_together()
    {
        var ratio = Estimate.Ratio(new(0.1, 0.05, 0.2), new(0.01, 0.005, 0.02));
        ratio.Mean.Should().BeApproximately(10, 1e-9);
        ratio.Low.Should().BeApproximately(10 * Math.Exp(-Math.Sqrt(2) * Math.Log(2)), 1e-9);
        ratio.High.Should().BeApproximately(10 * Math.Exp(Math.Sqrt(2) * Math.Log(2)), 1e-9);

        var unbounded = Estimate.Ratio(new(0.1, 0.05, 0.2), new(0, 0, 0.001));
        (unbounded.Low, unbounded.High).Should().Be((50, double.PositiveInfinity));
    }

    [Theory]
    [InlineData(Relation.Equal, 1, 0.9, 1.1, Verdict.Holds)]
    [InlineData(Relation.Equal, 1, 1.01, 1.1, Verdict.Fails)]
    [InlineData(Relation.Equal, 1, 0.5, 1.5, Verdict.Open)]
    [InlineData(Relation.About, 0.5, 0.46, 0.54, Verdict.Holds)]
    [InlineData(Relation.About, 0.5, 0.4, 0.54, Verdict.Open)]
    [InlineData(Relation.About, 0.5, 0.56, 0.6, Verdict.Fails)]
    [InlineData(Relation.AtMost, 1, 0.8, 1, Verdict.Holds)]
    [InlineData(Relation.AtMost, 1, 0.8, 1.1, Verdict.Open)]
    [InlineData(Relation.AtMost, 1, 1.1, 1.2, Verdict.Fails)]
    [InlineData(Relation.AtLeast, 10, 11, double.PositiveInfinity, Verdict.Holds)]
    [InlineData(Relation.AtLeast, 10, 9, 12, Verdict.Open)]
    [InlineData(Relation.AtLeast, 10, 8, 9, Verdict.Fails)]
    public void A_verdict_is_that_of_the_whole_interval(Relation relation, double stated, double low, double high, Verdict expected) =>
        new ClaimRow("claim", "case", relation, stated, new((low + high) / 2, low, high), 1).Verdict.Should().Be(expected);

    private static BatchOutcome Run(int accepted, int errors) => new(accepted, accepted, errors, accepted, 0, 1, 0);
}
