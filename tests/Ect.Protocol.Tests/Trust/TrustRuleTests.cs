using System.Numerics;
using Ect.Ethereum;
using Ect.Protocol.Trust;
using FsCheck.Xunit;

namespace Ect.Protocol.Tests.Trust;

public sealed class TrustRuleTests
{
    [Theory]
    [InlineData(1, 1, 2, 0, true)]
    [InlineData(1, 0, 0, 0, false)]
    [InlineData(3, 3, 6, 0, true)]
    [InlineData(3, 2, 4, 0, false)] // two newcomers are no three
    [InlineData(3, 2, 6, 0, true)] // but a newcomer and a worker with two extra bits are
    [InlineData(3, 1, 6, 0, false)] // one alone never replaces more than half of the trust
    [InlineData(3, 3, 6, 4, true)] // one newcomer against three
    [InlineData(3, 3, 6, 16, false)] // two against three: odds of 64 to 17
    [InlineData(3, 4, 8, 16, true)]
    [InlineData(1, 1, 2, 4, false)]
    [InlineData(1, 2, 4, 4, false)] // 16 < 4 × 5
    [InlineData(1, 3, 6, 4, true)]
    public void Votes_evidence_and_margin_must_suffice(int trust, int votes, int bits, int against, bool expected) =>
        TrustRule.IsReached(Demand(trust), votes, bits, against).Should().Be(expected);

    [Theory]
    [InlineData(100, 50, 2, true)]
    [InlineData(101, 50, 2, false)]
    [InlineData(101, 50, 3, true)]
    [InlineData(1, 0, 9, false)]
    public void The_stakes_of_those_who_agree_reach_the_value(int value, int stake, int votes, bool expected) =>
        TrustRule.IsReached(new(1, value, stake), votes, 6 * votes, 0).Should().Be(expected);

    [Theory]
    [InlineData(3, 0, 6)]
    [InlineData(1, 0, 2)]
    [InlineData(1, 1, 3)]
    [InlineData(1, 3, 4)]
    [InlineData(1, 4, 5)]
    [InlineData(3, 20, 7)]
    public void Needed_bits_grow_with_what_stands_against(int trust, int against, int bits) =>
        TrustRule.NeededBits(trust, against).Should().Be(bits);

    [Fact]
    public void Evidence_beyond_the_cap_convinces_nobody_against_as_much()
    {
        var against = Evidence.Odds(500);
        against.Should().Be(BigInteger.One << 200);
        TrustRule.NeededBits(1, against).Should().Be(int.MaxValue);
        TrustRule.IsReached(Demand(1), 255, 1000, against).Should().BeFalse();
        TrustRule.Missing(Demand(1), 255, 1000, against).Should().Be(int.MaxValue);
    }

    [Property]
    public bool Needed_bits_are_the_least_that_reach_it(byte trust, uint against)
    {
        var bits = TrustRule.NeededBits(trust, against);
        var demand = Demand(trust);
        return TrustRule.IsReached(demand, 255, bits, against) && !TrustRule.IsReached(demand, 255, bits - 1, against);
    }

    [Property]
    public bool An_agreeing_vote_never_loses_a_consensus(byte[] votes, byte[] bits, byte trust, byte weight)
    {
        var ballot = Ballot(votes, bits).ToList();
        var demand = Demand(trust % 17);
        return TrustRule.Winner(TrustRule.Groups(ballot), demand) is not { } winner
            || TrustRule.Winner(TrustRule.Groups(ballot.Append(new(winner, Bits(weight)))), demand) == winner;
    }

    [Property]
    public bool A_vote_for_another_result_never_makes_a_consensus(byte[] votes, byte[] bits, byte trust, byte weight)
    {
        var ballot = Ballot(votes, bits).ToList();
        var demand = Demand(trust % 17);
        var more = ballot.Append(new(Bytes32.FromNumber(9), Bits(weight)));
        return TrustRule.Winner(TrustRule.Groups(more), demand) is not { } winner
            || winner == Bytes32.FromNumber(9)
            || TrustRule.Winner(TrustRule.Groups(ballot), demand) == winner;
    }

    [Property]
    public bool At_most_one_group_is_agreed_on(byte[] votes, byte[] bits, byte trust)
    {
        var groups = TrustRule.Groups(Ballot(votes, bits));
        var demand = Demand(trust % 17);
        return groups.Count(group => TrustRule.IsReached(demand, group.Votes, group.Bits, TrustRule.Against(groups, group.ResultHash))) <= 1;
    }

    [Property]
    public bool Missing_is_the_least_number_of_newcomers_that_reaches_it(byte[] votes, byte[] bits, byte trust, byte value)
    {
        var groups = TrustRule.Groups(Ballot(votes, bits));
        var demand = new TrustDemand(1 + (trust % 16), value, 10);
        var leader = groups.Count == 0 ? default : groups[0];
        var against = TrustRule.Against(groups, leader.ResultHash);
        var missing = TrustRule.Missing(demand, leader.Votes, leader.Bits, against);
        return Reached(Math.Max(0, missing)) && (missing <= 0 || !Reached(missing - 1));

        bool Reached(int more) => TrustRule.IsReached(demand, leader.Votes + more, leader.Bits + (more * Evidence.NewcomerBits), against);
    }

    [Property]
    public bool A_winner_does_not_depend_on_the_order_of_votes_and_is_not_silence(byte[] votes, byte[] bits, byte trust)
    {
        var ballot = Ballot(votes, bits).ToList();
        var forward = TrustRule.Winner(TrustRule.Groups(ballot), Demand(trust % 17));
        ballot.Reverse();
        return forward == TrustRule.Winner(TrustRule.Groups(ballot), Demand(trust % 17)) && forward != Bytes32.Zero;
    }

    private static TrustDemand Demand(int trust) => new(trust, 0, 0);

    private static IEnumerable<Vote> Ballot(byte[] votes, byte[] bits) =>
        votes.Take(32).Select((vote, i) => new Vote(Bytes32.FromNumber(vote % 4), bits.Length == 0 ? 2 : Bits(bits[i % bits.Length]))); // Zero is silence.

    private static int Bits(byte weight) => Evidence.NewcomerBits + (weight % (Evidence.MostExtraBits + 1));
}
