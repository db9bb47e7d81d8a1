using Ect.Ethereum;

namespace Ect.Protocol.Trust;

/// <summary>
/// When a result is agreed on: it has at least as many votes as the deal's trust asks for, and more than all other
/// revealed votes together. The same rule stands in contracts/src/libraries/Trust.sol.
/// </summary>
public static class TrustRule
{
    /// <summary>Whether the condition holds.</summary>
    /// <param name="agreeing">Votes for the result.</param>
    /// <param name="revealed">Votes for any result; the silent do not count.</param>
    /// <param name="trust">Votes that the deal asks for; 0 counts as 1, as in the hub.</param>
    public static bool IsReached(int agreeing, int revealed, int trust) => agreeing >= Math.Max(trust, 1) && 2 * agreeing > revealed;

    /// <summary>The groups of these votes, largest first. Zero votes are silence and left out.</summary>
    public static IReadOnlyList<VoteGroup> Groups(IEnumerable<Bytes32> votes) =>
        [.. votes.Where(vote => !vote.IsZero)
            .GroupBy(vote => vote)
            .Select(group => new VoteGroup(group.Key, group.Count()))
            .OrderByDescending(group => group.Votes)
            .ThenBy(group => group.ResultHash)];

    /// <summary>The agreed result of these groups, or null while there is none.</summary>
    public static Bytes32? Winner(IReadOnlyList<VoteGroup> groups, int trust)
    {
        var leader = Leader(groups);
        return IsReached(leader.Votes, Revealed(groups), trust) ? leader.ResultHash : null;
    }

    /// <summary>How many more workers to start, if they and those in flight all agree with the leading group.</summary>
    /// <param name="groups">The votes known so far.</param>
    /// <param name="inFlight">Workers that are computing, or have committed and not yet shown their vote.</param>
    /// <param name="trust">Votes that the deal asks for.</param>
    public static int Missing(IReadOnlyList<VoteGroup> groups, int inFlight, int trust) =>
        Missing(Leader(groups).Votes + inFlight, Revealed(groups) + inFlight, trust);

    // m more votes: agreeing + m ≥ trust, and 2 (agreeing + m) > votes + m.
    internal static int Missing(int agreeing, int votes, int trust) =>
        Math.Max(0, Math.Max(Math.Max(trust, 1) - agreeing, votes - (2 * agreeing) + 1));

    private static VoteGroup Leader(IReadOnlyList<VoteGroup> groups) => groups.Count == 0 ? default : groups.MaxBy(group => group.Votes);

    private static int Revealed(IReadOnlyList<VoteGroup> groups) => groups.Sum(group => group.Votes);
}
