using Ect.Protocol.Certification;
using FsCheck.Xunit;

namespace Ect.Protocol.Tests.Certification;

public sealed class AdaptiveReplicationTests
{
    private const double Newcomer = 0.2;

    [Theory]
    [InlineData(0.2, 1)]
    [InlineData(1.0 / 17, 2)]
    [InlineData(1.0 / 257, 4)]
    [InlineData(0.001, 5)] // 4^5 = 1,024 to 999
    [InlineData(0.001, 2, 3)]
    [InlineData(0.001, 5, 3, 2)] // 4^(3 + 4) < 999 × 17
    [InlineData(0.2, 0, 3, 1)]
    public void So_many_newcomers_do_if_all_agree(double error, int expected, params int[] votes) =>
        AdaptiveReplication.LeastVotes(ReplicationState.Of(Chances.Newcomers(votes)), Newcomer, error).Should().Be(expected);

    [Fact]
    public void Nothing_more_is_expected_where_all_is_said() =>
        AdaptiveReplication.ExpectedVotes(ReplicationState.Of(Chances.Newcomers(5)), Newcomer, 0.001).Should().Be(0);

    [Fact]
    public void A_lone_newcomer_is_enough_for_four_fifths() =>
        AdaptiveReplication.ExpectedVotes(ReplicationState.Empty, Newcomer, 0.2).Should().Be(1);

    [Fact]
    public void Two_credible_workers_seldom_need_a_third()
    {
        // Odds of 99, then 9,801 to 999; they differ one time in fifty, and then two more decide: about 2 + 0.02 × 2.
        AdaptiveReplication.ExpectedVotes(ReplicationState.Empty, 0.01, 0.001).Should().BeInRange(2.0198, 2.06);
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.001)]
    public void Backwards_and_forwards_it_is_the_same(double error)
    {
        var random = new Random(1);
        const int runs = 20_000;
        var votes = Enumerable.Range(0, runs).Select(_ => (double)Played(random, error)).ToList();
        var deviation = Math.Sqrt(votes.Sum(count => Math.Pow(count - votes.Average(), 2)) / runs / runs);
        AdaptiveReplication.ExpectedVotes(ReplicationState.Empty, Newcomer, error).Should().BeApproximately(votes.Average(), 5 * deviation);
    }

    [Property]
    public bool No_fewer_are_expected_than_the_least_of_either_side(byte votes, byte against, byte doubt, byte exponent)
    {
        var (voter, error) = (0.01 + (Chances.Inside(doubt) * 0.3), Math.Pow(10, -1 - (exponent % 4)));
        var state = ReplicationState.Of(Chances.Newcomers(1 + (votes % 5), 1 + (against % 5)));
        return AdaptiveReplication.ExpectedVotes(state, voter, error) >= AdaptiveReplication.LeastVotes(state, voter, error) - 1e-9;
    }

    [Property]
    public bool A_stricter_target_takes_no_fewer(byte votes, byte exponent)
    {
        var state = ReplicationState.Of(Chances.Newcomers(1 + (votes % 5)));
        var error = Math.Pow(10, -1 - (exponent % 5));
        return AdaptiveReplication.ExpectedVotes(state, Newcomer, error / 10) >= AdaptiveReplication.ExpectedVotes(state, Newcomer, error);
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(20, 0)]
    public void Those_are_asked_who_reach_the_target_for_the_least(double costOfCredible, int expected) =>
        AdaptiveReplication.Cheapest(ReplicationState.Empty, [new(Newcomer, 1), new(0.01, costOfCredible)], 0.001).Should().Be(expected);

    [Fact]
    public void Nobody_to_ask_is_no_choice() =>
        AdaptiveReplication.Cheapest(ReplicationState.Empty, [], 0.001).Should().Be(-1);

    [Theory]
    [InlineData(0.5, 0.01)]
    [InlineData(0, 0.01)]
    [InlineData(0.2, 0.5)]
    [InlineData(0.2, 0)]
    public void Workers_who_say_nothing_are_not_asked(double doubt, double error) =>
        FluentActions.Invoking(() => AdaptiveReplication.ExpectedVotes(ReplicationState.Empty, doubt, error)).Should().Throw<ArgumentOutOfRangeException>();

    private static int Played(Random random, double error)
    {
        int[] votes = [1, 0];
        for (var cast = 1; ; cast++)
        {
            var groups = Chances.Newcomers(votes[1] == 0 ? [votes[0]] : votes);
            if (new CredibilityRule(error).Choose(groups) >= 0)
            {
                return cast;
            }

            var doubt = GroupCredibility.Doubt(groups, 0);
            votes[random.NextDouble() < ((1 - doubt) * (1 - Newcomer)) + (doubt * Newcomer) ? 0 : 1]++;
        }
    }
}
