using System.Numerics;
using Ect.Content.Trees;
using Ect.Ethereum;

namespace Ect.Sdk.Tasks;

/// <summary>Whether a result that an epoch settled is to be had, and what was said about that on chain.</summary>
/// <param name="Missing">Blocks that neither the content store nor the chain has; what lies below them is unknown.</param>
/// <param name="Challenges">The last challenge of each block that was challenged.</param>
/// <param name="LastChallenge">Last second, Unix time, in which a block may be challenged.</param>
/// <param name="Refund">What the payer had back, in units of 10^-18 ECT, since those who agreed on the result paid for a block that nobody published; null if it has not come to that.</param>
/// <param name="Now">Unix seconds of the chain's newest block.</param>
public sealed record ResultCheck(IReadOnlyList<MissingBlock> Missing, IReadOnlyList<ResultChallenge> Challenges, ulong LastChallenge, BigInteger? Refund, ulong Now)
{
    /// <summary>Whether every block is to be had.</summary>
    public bool IsComplete => Missing.Count == 0;

    /// <summary>The challenges of this status.</summary>
    public IEnumerable<ResultChallenge> With(ChallengeStatus status) => Challenges.Where(challenge => challenge.Status == status);

    /// <summary>The missing blocks that nobody has challenged, or nobody does any more.</summary>
    public IEnumerable<MissingBlock> Unchallenged =>
        Missing.Where(block => Challenges.All(challenge => challenge.Block != DigestOf(block) || challenge.Status == ChallengeStatus.Over));

    /// <summary>Own challenges that can be taken back now.</summary>
    public IEnumerable<ResultChallenge> Withdrawable(Address me) =>
        With(ChallengeStatus.Open).Where(challenge => challenge.Challenger == me && Now <= challenge.LastWithdrawal);

    internal static Bytes32 DigestOf(MissingBlock block) => Bytes32.FromBytes(block.Cid.Digest);
}
