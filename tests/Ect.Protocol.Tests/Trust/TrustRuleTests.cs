using Ect.Ethereum;
using Ect.Protocol.Trust;
using FsCheck.Xunit;

namespace Ect.Protocol.Tests.Trust;

public sealed class TrustRuleTests
{
    [Theory]
    [InlineData(1, 1, 0, true)]
    [InlineData(0, 0, 0, false)]
    [InlineData(3, 3, 3, true)]
    [InlineData(2, 2, 3, false)]
    [InlineData(3, 5, 3, true)]
    [InlineData(3, 6, 3, false)]
    [InlineData(4, 6, 3, true)]
    public void Enough_votes_and_more_than_half_agree(int agreeing, int revealed, int trust, bool expected) =>
        TrustRule.IsReached(agreeing, revealed, trust).Should().Be(expected);

    [Property]
    public bool An_agreeing_vote_never_loses_a_consensus(byte agreeing, byte others, byte trust) =>
        !TrustRule.IsReached(agreeing, agreeing + others, trust) || TrustRule.IsReached(agreeing + 1, agreeing + 1 + others, trust);

    [Property]
    public bool Missing_is_the_least_number_of_agreeing_votes_that_reaches_it(byte[] votes, byte inFlight, byte trust)
    {
        var groups = TrustRule.Groups(votes.Select(Vote));
        var missing = TrustRule.Missing(groups, inFlight, trust);
        var (agreeing, revealed) = (groups.Count == 0 ? 0 : groups[0].Votes, groups.Sum(g => g.Votes));

        return Reached(missing) && (missing == 0 || !Reached(missing - 1));

        bool Reached(int more) => TrustRule.IsReached(agreeing + inFlight + more, revealed + inFlight + more, trust);
    }

    [Property]
    public bool A_winner_does_not_depend_on_the_order_of_votes_and_is_alone(byte[] votes, byte trust)
    {
        var forward = TrustRule.Winner(TrustRule.Groups(votes.Select(Vote)), trust);
        var backward = TrustRule.Winner(TrustRule.Groups(votes.Reverse().Select(Vote)), trust);
        return forward == backward && (forward is null || !forward.Value.IsZero);
    }

    private static Bytes32 Vote(byte choice) => Bytes32.FromNumber(choice % 4); // Zero is silence.
}
