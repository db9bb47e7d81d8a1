using System.Numerics;
using Ect.Protocol.Trust;

namespace Ect.Protocol.Epochs;

/// <summary>Whether the opened contributions of a task agree as the hub asks for.</summary>
public static class EpochAgreement
{
    /// <summary>
    /// The agreed result; null if there is none. Who may not be paid counts for nobody, but against those who say
    /// otherwise: its dissent is declared, so that it can be punished.
    /// </summary>
    public static AgreedTask? Of(EpochTaskView task)
    {
        var demand = TrustDemand.Of(task.Deal);
        var groups = task.Votes
            .GroupBy(vote => (vote.Digest, vote.DataHash))
            .Select(group => (Result: group.Key, Bits: group.Sum(Weight), Agreeing: group.Where(vote => vote.IsEligible).OrderBy(vote => vote.Worker).ToList()))
            .OrderByDescending(group => group.Bits).ThenBy(group => group.Result.Digest).ThenBy(group => group.Result.DataHash)
            .ToList();
        foreach (var group in groups)
        {
            var against = groups.Where(other => other.Result != group.Result).Aggregate(BigInteger.Zero, (sum, other) => sum + Evidence.Odds(other.Bits));
            if (group.Agreeing.Count > 0
                && against <= uint.MaxValue
                && TrustRule.IsReached(demand, group.Agreeing.Count, group.Agreeing.Sum(Weight), against))
            {
                return new(task.DealId, task.Offset, group.Result.Digest, group.Result.DataHash, (uint)against, [.. group.Agreeing.Select(vote => vote.Worker)]);
            }
        }

        return null;
    }

    // The hub counts whom it punishes as a newcomer at least.
    private static int Weight(EpochVote vote) => Math.Clamp(vote.Bits, Evidence.NewcomerBits, Evidence.MostVoteBits);
}
