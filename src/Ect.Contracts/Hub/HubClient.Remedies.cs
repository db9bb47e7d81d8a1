using System.Numerics;
using Ect.Ethereum;
using Ect.Ethereum.Rpc;

namespace Ect.Contracts;

/// <summary>What anybody can do about a settled task that something is wrong with: receipts, and results that cannot be had.</summary>
public sealed partial class HubClient
{
    /// <summary>What a challenge puts at stake, in the token's smallest unit: the task's price and a worker's stake.</summary>
    public static BigInteger ChallengeBond(Deal deal) => deal.AppPrice + deal.DatasetPrice + deal.PoolPrice + deal.WorkerStake;

    /// <summary>Pays a worker that a settlement left out although its scheduler had signed for its commitment.</summary>
    /// <param name="deal">The deal's terms.</param>
    /// <param name="index">The task's index.</param>
    /// <param name="settled">What settled the task.</param>
    /// <param name="crew">Who signed the settlement, in its order.</param>
    /// <param name="receipt">The scheduler's receipt, with what opens the commitment.</param>
    /// <param name="ct">Ends the waiting.</param>
    /// <exception cref="RevertException">
    /// AlreadyPaid, ReceiptTooLate, DeadlinePassed, BadSignature; InsufficientFreeBalance while the pool's owner has neither
    /// free tokens nor a bond.
    /// </exception>
    public Task<TransactionReceipt> ClaimReceiptAsync(Deal deal, uint index, SettledTask settled, IReadOnlyList<Address> crew, OpenedReceipt receipt, CancellationToken ct = default) =>
        SendAsync(Hub.ClaimReceipt(deal, index, settled, crew, receipt), ct);

    /// <summary>The challenge of a block of a task's result; a zero challenger: none is open, a zero deadline: there was none.</summary>
    public Task<BlockChallenge> ChallengeOfAsync(Bytes32 task, Bytes32 blockDigest, CancellationToken ct = default) => ReadAsync(Hub.ChallengeOf(task, blockDigest), ct);

    /// <summary>Says that a block of a settled result cannot be had, with <see cref="ChallengeBond"/> at stake. Null if somebody has said so.</summary>
    /// <param name="deal">The deal's terms.</param>
    /// <param name="index">The task's index.</param>
    /// <param name="settled">What settled the task.</param>
    /// <param name="path">The nodes from the result's root to the block's parent, each with the link to follow.</param>
    /// <param name="blockDigest">sha2-256 of the block, where the path leads.</param>
    /// <param name="ct">Ends the waiting.</param>
    /// <exception cref="RevertException">DeadlinePassed, WrongStep, MalformedNode, InsufficientFreeBalance, WrongProof.</exception>
    public Task<TransactionReceipt?> ChallengeResultAsync(Deal deal, uint index, SettledTask settled, IReadOnlyList<Step> path, Bytes32 blockDigest, CancellationToken ct = default) =>
        SendUnlessAsync(async () => (await ChallengeOfAsync(TaskId.Of(deal, index), blockDigest, ct)).Deadline != 0, Hub.ChallengeResult(deal, index, settled, path), ct);

    /// <summary>Takes the account's challenge back. Null if it is over.</summary>
    /// <exception cref="RevertException">NotChallenger, DeadlinePassed: the first half of the period is over.</exception>
    public Task<TransactionReceipt?> WithdrawChallengeAsync(Deal deal, uint index, Bytes32 blockDigest, CancellationToken ct = default) =>
        SendUnlessAsync(async () => (await ChallengeOfAsync(TaskId.Of(deal, index), blockDigest, ct)).Challenger == Address.Zero, Hub.WithdrawChallenge(deal, index, blockDigest), ct);

    /// <summary>Publishes a challenged block. Null if no challenge of it is open.</summary>
    /// <exception cref="RevertException">DeadlinePassed.</exception>
    public Task<TransactionReceipt?> PublishBlockAsync(Deal deal, uint index, Bytes32 blockDigest, byte[] data, CancellationToken ct = default) =>
        SendUnlessAsync(async () => (await ChallengeOfAsync(TaskId.Of(deal, index), blockDigest, ct)).Challenger == Address.Zero, Hub.PublishBlock(deal, index, data), ct);

    /// <summary>Has those who agreed on a result pay for a block that nobody published in time. Null if no challenge of it is open.</summary>
    /// <exception cref="RevertException">DeadlineNotReached.</exception>
    public Task<TransactionReceipt?> FailResultAsync(Deal deal, uint index, SettledTask settled, IReadOnlyList<Address> crew, Bytes32 blockDigest, CancellationToken ct = default) =>
        SendUnlessAsync(async () => (await ChallengeOfAsync(TaskId.Of(deal, index), blockDigest, ct)).Challenger == Address.Zero, Hub.FailResult(deal, index, settled, crew, blockDigest), ct);
}
