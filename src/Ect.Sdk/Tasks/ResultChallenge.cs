using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Deals;

namespace Ect.Sdk.Tasks;

/// <summary>Somebody's word that a block of a result is nowhere to be had.</summary>
/// <param name="Block">sha2-256 of the block.</param>
/// <param name="Challenger">Who said so.</param>
/// <param name="Deadline">Last second, Unix time, in which the block may be published.</param>
/// <param name="Status">How it stands.</param>
public sealed record ResultChallenge(Bytes32 Block, Address Challenger, ulong Deadline, ChallengeStatus Status)
{
    /// <summary>Last second, Unix time, in which the challenger may take it back.</summary>
    public ulong LastWithdrawal => Deadline - (HubRules.AnswerPeriod / 2);

    internal static ResultChallenge Of(EctHub.ResultChallengedEvent challenged, BlockChallenge state, ulong now) => new(
        challenged.BlockDigest,
        challenged.Challenger,
        challenged.Deadline,
        state.Challenger.IsZero ? (state.Deadline == 0 ? ChallengeStatus.Over : ChallengeStatus.Published)
            : now > state.Deadline ? ChallengeStatus.Overdue
            : ChallengeStatus.Open);
}
