using Ect.Protocol.Trust;
using Ect.Simulation.Agents;
using Ect.Simulation.Attacks;

namespace Ect.Simulation.Tests.Attacks;

public sealed class AttackTests
{
    [Fact]
    public void The_highest_reputation_costs_fifteen_values_for_each_worker()
    {
        var setting = Setting.Of(Rules.AsSpecified, new() { ValueInPrices = 3 }, 1);
        var cost = SybilFarmer.Farm(setting, 4, out var bits);
        bits.Should().Be(Evidence.MostVoteBits);
        cost.Should().BeInRange(4 * 15 * 3, 4 * 15 * 3 * 1.01);
    }

    [Fact]
    public void A_reputation_for_nothing_costs_nothing()
    {
        SybilFarmer.Farm(Setting.Of(Rules.AsSpecified with { ReputationCostsFees = false }, new(), 1), 4, out var bits).Should().Be(0);
        bits.Should().Be(Evidence.MostVoteBits);
    }

    [Theory]
    [InlineData(0, 0.05, 0, 1_000)]
    [InlineData(1, 0.05, 20, 20)]
    [InlineData(1e-9, 0.05, 1e-6, 1_000)]
    public void False_results_end_when_one_is_noticed(double chance, double noticed, double count, double tasks)
    {
        var season = FalseResults.Expected(chance, noticed, 1_000);
        season.Count.Should().BeApproximately(count, (count / 1_000) + 1e-12);
        season.Tasks.Should().BeApproximately(tasks, 0.001);
    }

    [Fact]
    public void Votes_that_decide_follow_the_protocols_rule()
    {
        QuorumChance.Needed(new() { Trust = 5 }, Evidence.NewcomerBits).Should().Be(5);
        QuorumChance.Needed(new() { Trust = 5 }, Evidence.MostVoteBits).Should().Be(3);
        QuorumChance.Needed(new() { Trust = 5, ValueInPrices = 4 }, Evidence.MostVoteBits).Should().Be(4, "the stakes must reach the value");
        QuorumChance.Needed(new() { Trust = 2, ValueInPrices = 9 }, Evidence.NewcomerBits).Should().Be(9, "the match raises the trust");
    }

    [Fact]
    public void A_group_that_lies_where_honest_workers_were_asked_is_slashed()
    {
        var season = new Season(Setting.Of(Rules.AsSpecified, new(), 1), new BoldColluder()).Play(200);
        season.FalseResults.Should().Be(0);
        season.Attacker.Wealth.Should().BeNegative();
    }

    [Fact]
    public void Authorised_workers_of_a_private_pool_are_paid_without_its_scheduler_too() =>
        new FreeResults().Play(Setting.Of(Rules.AsSpecified, new() { IsPrivate = true }, 1)).Profit.Should().Be(0);
}
