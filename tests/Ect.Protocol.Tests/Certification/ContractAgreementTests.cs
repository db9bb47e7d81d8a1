using System.Numerics;
using Ect.Ethereum;
using Ect.Protocol.Certification;
using Ect.Protocol.Trust;
using FsCheck.Xunit;

namespace Ect.Protocol.Tests.Certification;

/// <summary>Where Sarmenta's credibility and the contracts' integers say the same, and where they do not: docs/certification.md.</summary>
public sealed class ContractAgreementTests
{
    [Fact]
    public void A_newcomers_two_bits_are_one_faulty_worker_in_five() =>
        (WorkerCredibility.LogOdds(WorkerCredibility.Doubt(0.2, 0, Sanction.Blacklist)) / Math.Log(2)).Should().BeApproximately(Evidence.NewcomerBits, 1e-12);

    // 16 votes of 6 bits: no sum is cut off at 200 here.
    [Property]
    public bool Groups_come_in_the_same_order(byte[] votes, byte[] bits)
    {
        var groups = TrustRule.Groups(Ballot(votes, bits));
        var credibilities = Enumerable.Range(0, groups.Count).Select(i => GroupCredibility.Of(Real(groups), i)).ToList();
        return Enumerable.Range(1, Math.Max(0, groups.Count - 1)).All(i => groups[i].Bits == groups[i - 1].Bits
            ? Math.Abs(credibilities[i] - credibilities[i - 1]) < 1e-12
            : credibilities[i] < credibilities[i - 1]);
    }

    [Property]
    public bool Trust_of_one_is_credibility_of_four_fifths(byte[] votes, byte[] bits)
    {
        var groups = TrustRule.Groups(Ballot(votes, bits));
        var chosen = new CredibilityRule(0.2).Choose(Real(groups));
        return TrustRule.Winner(groups, new(1, 0, 0)) == (chosen < 0 ? (Bytes32?)null : groups[chosen].ResultHash);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(9)]
    public void Without_dissent_trust_of_t_is_the_credibility_of_t_newcomers(int trust)
    {
        var credibility = new CredibilityRule(1 / (1 + Math.Pow(4, trust)));
        for (var votes = 1; votes < 20; votes++)
        {
            var groups = Chances.Newcomers(votes);
            new EvidenceRule(trust).Choose(groups).Should().Be(credibility.Choose(groups));
        }
    }

    [Property]
    public bool The_contracts_rule_lies_between_four_fifths_and_the_credibility_of_t_newcomers(byte[] sizes, byte trust)
    {
        var asked = 1 + (trust % 9);
        var groups = Chances.Newcomers([.. sizes.Take(5).Select(size => 1 + (size % 12))]);
        var (strict, contract, mild) = (
            new CredibilityRule(1 / (1 + Math.Pow(4, asked))).Choose(groups),
            new EvidenceRule(asked).Choose(groups),
            new CredibilityRule(0.2).Choose(groups));
        return (strict < 0 || strict == contract) && (contract < 0 || contract == mild);
    }

    [Fact]
    public void With_dissent_the_contracts_accept_what_is_less_credible_than_t_newcomers()
    {
        var threeToOne = Chances.Newcomers(3, 1);
        new EvidenceRule(3).Choose(threeToOne).Should().Be(0);
        GroupCredibility.Of(threeToOne, 0).Should().BeApproximately(64.0 / 69, 1e-12).And.BeLessThan(64.0 / 65);
    }

    [Property]
    public bool As_many_newcomers_are_missing(byte[] votes, byte[] bits)
    {
        var groups = TrustRule.Groups(Ballot(votes, bits));
        var (bitsFor, against) = groups.Count == 0 ? (0, BigInteger.Zero) : (groups[0].Bits, TrustRule.Against(groups, groups[0].ResultHash));
        var missing = Math.Max(0, TrustRule.Missing(new(1, 0, 0), groups.Count == 0 ? 0 : groups[0].Votes, bitsFor, against));
        return AdaptiveReplication.LeastVotes(ReplicationState.Of(Real(groups)), 0.2, 0.2) == missing;
    }

    private static ResultGroup[] Real(IEnumerable<VoteGroup> groups) =>
        [.. groups.Select((group, i) => new ResultGroup(i, group.Votes, group.Bits * Math.Log(2)))];

    private static IEnumerable<Vote> Ballot(byte[] votes, byte[] bits) =>
        votes.Take(16).Select((vote, i) => new Vote(Bytes32.FromNumber(1 + (vote % 3)), Evidence.NewcomerBits + (bits.Length == 0 ? 0 : bits[i % bits.Length] % 5)));
}
