using System.Numerics;
using Ect.Protocol.Certification;
using FsCheck.Xunit;

namespace Ect.Protocol.Tests.Certification;

public sealed class MajorityVotingTests
{
    [Theory]
    [InlineData(0.2, 1, 0.2)]
    [InlineData(0.2, 2, 0.104)] // 3 × 0.04 × 0.8 + 0.008
    [InlineData(0.2, 3, 0.05792)]
    [InlineData(0.2, 4, 0.033344)]
    [InlineData(0.01, 2, 0.000298)] // 3 × 0.0001 × 0.99 + 0.000001
    [InlineData(0.5, 6, 0.5)]
    [InlineData(0, 3, 0)]
    [InlineData(1, 3, 1)]
    public void The_error_is_that_of_the_binomial_tail(double wrong, int votes, double expected) =>
        MajorityVoting.Error(wrong, votes).Should().BeApproximately(expected, 1e-12);

    [Theory]
    [InlineData(0.2, 1, 1)]
    [InlineData(0.2, 2, 2.32)] // a third is asked where two differ: 2 × 0.2 × 0.8
    [InlineData(0.2, 3, 3.6336)]
    [InlineData(0, 6, 6)]
    [InlineData(0.5, 2, 2.5)]
    public void The_vote_ends_with_the_last_that_decides(double wrong, int votes, double expected) =>
        MajorityVoting.ExpectedVotes(wrong, votes).Should().BeApproximately(expected, 1e-12);

    [Property]
    public bool Both_are_what_all_ballots_together_give(byte chance, byte count)
    {
        var (wrong, votes) = (Chances.Inside(chance), 1 + (count % 5));
        var (error, expected, all) = (0.0, 0.0, (2 * votes) - 1);
        for (var ballot = 0u; ballot < 1u << all; ballot++)
        {
            var lies = BitOperations.PopCount(ballot);
            var likely = Math.Pow(wrong, lies) * Math.Pow(1 - wrong, all - lies);
            error += lies >= votes ? likely : 0;
            expected += likely * Enumerable.Range(1, all).First(cast => Math.Max(Among(ballot, cast), cast - Among(ballot, cast)) == votes);
        }

        return Math.Abs(error - MajorityVoting.Error(wrong, votes)) < 1e-9 && Math.Abs(expected - MajorityVoting.ExpectedVotes(wrong, votes)) < 1e-9;
    }

    private static int Among(uint ballot, int cast) => BitOperations.PopCount(ballot & ((1u << cast) - 1));
}
