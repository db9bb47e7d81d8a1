using Ect.Simulation.Grid;
using Ect.Simulation.Grid.Studies;

namespace Ect.Simulation.Tests.Grid.Studies;

/// <summary>The study on small pools; the whole of it takes a minute.</summary>
public sealed class MultiCriteriaStudyTests
{
    private static readonly MultiCriteriaReport Report = MultiCriteriaStudy.Run(1, 4, 60, 900, null, CancellationToken.None);

    [Fact]
    public void Every_policy_is_held_against_first_come_on_the_same_machines()
    {
        Report.Mixes.Select(mix => mix.Mix).Should().Equal("desktop grid", "best effort", "cloud", "desktop grid, cloud", "all three");
        foreach (var mix in Report.Mixes)
        {
            mix.Policies.Select(row => row.Policy).Should().Equal(PullPolicy.All);
            mix.Policies.Sum(row => row.Unfinished).Should().Be(0);
            mix.Policies[0].MakespanRatio.Should().Be(new Estimate(1, 0));
            mix.Policies.Should().OnlyContain(row => row.MakespanHours.Mean > 0 && row.Cost.HalfWidth > 0 && row.CostRatio.Mean > 0.5 && row.CostRatio.Mean < 2);
        }
    }

    [Fact]
    public void Matching_suits_buyers_better_where_machines_differ()
    {
        var mixed = Report.Mixes.Single(mix => mix.Mix == "all three");
        Of(mixed, PullPolicy.Matching).SuitabilityGain.Low.Should().BePositive();
    }

    [Fact]
    public void The_shortest_first_makes_the_mean_shorter_and_the_end_no_earlier()
    {
        var cloud = Report.Mixes.Single(mix => mix.Mix == "cloud");
        Of(cloud, PullPolicy.Time).MeanRatio.High.Should().BeLessThan(0.8);
        Of(cloud, PullPolicy.Time).MakespanRatio.Mean.Should().BeGreaterThanOrEqualTo(0.99);
    }

    [Fact]
    public void The_same_seed_finds_the_same() =>
        MultiCriteriaStudy.Run(1, 4, 60, 900, null, TestContext.Current.CancellationToken).Should().BeEquivalentTo(Report);

    [Fact]
    public void It_can_be_ended() =>
        FluentActions.Invoking(() => MultiCriteriaStudy.Run(1, 2, cancellation: new(canceled: true))).Should().Throw<OperationCanceledException>();

    private static PolicyRow Of(MixRow mix, PullPolicy policy) => mix.Policies.Single(row => row.Policy == policy);
}
