using System.Numerics;
using Ect.Ethereum;

namespace Ect.Protocol.Trust;

/// <summary>
/// When a result is agreed on: enough votes, enough evidence for it, little against it, and enough at stake. The same rule
/// stands in contracts/src/libraries/Trust.sol. At most one result of a task can fulfil it.
/// </summary>
public static class TrustRule
{
    /// <summary>Whether the condition holds.</summary>
    /// <param name="demand">What the deal asks for.</param>
    /// <param name="votes">Votes for the result.</param>
    /// <param name="bits">Their evidence together.</param>
    /// <param name="against">Odds of the other groups, added up: see <see cref="Against"/>.</param>
    public static bool IsReached(TrustDemand demand, int votes, int bits, BigInteger against) =>
        votes >= demand.LeastVotes
        && votes >= demand.VotesForValue
        && bits >= demand.Trust * Evidence.NewcomerBits
        && Evidence.Odds(bits) >= (1 + against) << Evidence.MarginBits;

    /// <summary>Least evidence that does against these odds, in bits; <see cref="int.MaxValue"/> if none does.</summary>
    /// <param name="trust">Newcomers whose agreement would do.</param>
    /// <param name="against">Odds of the other groups, added up.</param>
    public static int NeededBits(int trust, BigInteger against)
    {
        var margin = (int)against.GetBitLength() + Evidence.MarginBits; // ceil(log2(1 + n)) is the length of n in bits.
        return margin > Evidence.MostBits ? int.MaxValue : Math.Max(trust * Evidence.NewcomerBits, margin);
    }

    /// <summary>The groups of these votes, most evidence first. Zero votes are silence and left out.</summary>
    public static IReadOnlyList<VoteGroup> Groups(IEnumerable<Vote> votes) =>
        [.. votes.Where(vote => !vote.ResultHash.IsZero)
            .GroupBy(vote => vote.ResultHash)
            .Select(group => new VoteGroup(group.Key, group.Count(), group.Sum(vote => vote.Bits)))
            .OrderByDescending(group => group.Bits)
            .ThenBy(group => group.ResultHash)];

    /// <summary>Odds of all groups but one, added up: what stands against it.</summary>
    public static BigInteger Against(IEnumerable<VoteGroup> groups, Bytes32 result) =>
        groups.Where(group => group.ResultHash != result).Aggregate(BigInteger.Zero, (sum, group) => sum + Evidence.Odds(group.Bits));

    /// <summary>The agreed result of these groups, or null while there is none.</summary>
    public static Bytes32? Winner(IReadOnlyList<VoteGroup> groups, TrustDemand demand)
    {
        foreach (var group in groups)
        {
            if (IsReached(demand, group.Votes, group.Bits, Against(groups, group.ResultHash)))
            {
                return group.ResultHash;
            }
        }

        return null;
    }

    /// <summary>How many newcomers must still join a result until it is agreed on; <see cref="int.MaxValue"/> if no number does.</summary>
    /// <param name="demand">What the deal asks for.</param>
    /// <param name="votes">Votes for the result, with those that are expected to join it.</param>
    /// <param name="bits">Their evidence together.</param>
    /// <param name="against">Odds of the other groups, added up.</param>
    public static int Missing(TrustDemand demand, int votes, int bits, BigInteger against)
    {
        var needed = NeededBits(demand.Trust, against);
        if (needed == int.MaxValue || demand.VotesForValue == int.MaxValue)
        {
            return int.MaxValue;
        }

        var newcomers = (Math.Max(0, needed - bits) + Evidence.NewcomerBits - 1) / Evidence.NewcomerBits;
        return Math.Max(newcomers, Math.Max(demand.LeastVotes, demand.VotesForValue) - votes);
    }
}
