using System.Numerics;
using Ect.Contracts;
using Ect.Ethereum;

namespace Ect.Worker.Chain;

/// <summary>What the worker asks of the chain, and what it does there as itself. The boundary to another process.</summary>
internal interface IChain
{
    /// <summary>The account that sends the transactions and holds the stake.</summary>
    Address Worker { get; }

    /// <summary>Time of the latest block, Unix seconds: the clock by which the hub judges deadlines.</summary>
    Task<ulong> BlockTimeAsync(CancellationToken cancellationToken);

    Task<ulong> BlockNumberAsync(CancellationToken cancellationToken);

    /// <summary>The first block of which a deal may still take contributions: the oldest that the longest category allows.</summary>
    Task<ulong> FirstOpenBlockAsync(CancellationToken cancellationToken);

    /// <summary>The pool's deals that were matched in these blocks.</summary>
    Task<IReadOnlyList<MatchedDeal>> DealsAsync(BigInteger pool, ulong fromBlock, ulong toBlock, CancellationToken cancellationToken);

    Task<bool> IsDealAsync(Bytes32 deal, CancellationToken cancellationToken);

    Task<ChainTask> TaskAsync(Bytes32 task, CancellationToken cancellationToken);

    Task<Contribution> ContributionAsync(Bytes32 task, Address worker, CancellationToken cancellationToken);

    /// <summary>Everybody who committed to the task, ascending.</summary>
    Task<IReadOnlyList<Address>> ContributorsAsync(Bytes32 task, CancellationToken cancellationToken);

    /// <summary>Whether an epoch has settled the task, or it is on the direct path, or over.</summary>
    Task<bool> IsTakenAsync(Deal deal, uint index, CancellationToken cancellationToken);

    Task<Epoch> EpochAsync(Address scheduler, ulong number, CancellationToken cancellationToken);

    /// <summary>Whom the deal may draw, and what decides.</summary>
    Task<KnownDraw> DrawOfAsync(Bytes32 deal, CancellationToken cancellationToken);

    Task<Roster> RosterAsync(BigInteger pool, CancellationToken cancellationToken);

    Task<Seat> SeatAsync(Address worker, CancellationToken cancellationToken);

    /// <summary>What a worker's vote on the deal's tasks weighs, in bits.</summary>
    Task<int> EvidenceAsync(Address worker, Deal deal, CancellationToken cancellationToken);

    Task<Account> AccountAsync(Address owner, CancellationToken cancellationToken);

    /// <summary>Gas that the worker's coin pays for at today's price.</summary>
    Task<BigInteger> AffordableGasAsync(CancellationToken cancellationToken);

    /// <exception cref="RevertException">No such app.</exception>
    Task<Asset> AppAsync(BigInteger app, CancellationToken cancellationToken);

    /// <exception cref="RevertException">No such dataset.</exception>
    Task<Asset> DatasetAsync(BigInteger dataset, CancellationToken cancellationToken);

    Task ContributeAsync(Deal deal, uint index, Bytes32 commitment, byte[] authorization, CancellationToken cancellationToken);

    Task OpenRevealAsync(Deal deal, uint index, CancellationToken cancellationToken);

    Task RevealAsync(Deal deal, uint index, Bytes32 digest, Bytes32 dataHash, Bytes32 salt, CancellationToken cancellationToken);

    Task FinalizeAsync(Deal deal, uint index, IReadOnlyList<Opening> openings, Result result, CancellationToken cancellationToken);

    /// <summary>Fixes the deal's draw, or sets another block that decides it if the first one's hash is gone.</summary>
    Task DrawAsync(Bytes32 deal, CancellationToken cancellationToken);

    /// <summary>Moves what the seat has earned to the free balance.</summary>
    Task CollectEarningsAsync(CancellationToken cancellationToken);

    Task ClaimAsync(Deal deal, uint index, IReadOnlyList<Address> workers, CancellationToken cancellationToken);

    /// <summary>What settled a task on the epoch path; null if the chain shows nothing that did.</summary>
    Task<SettledPages?> SettlementAsync(Deal deal, uint index, CancellationToken cancellationToken);

    /// <summary>What this worker's receipt has brought it for a task; null if nobody has claimed it.</summary>
    Task<BigInteger?> ReceiptWageAsync(Deal deal, uint index, CancellationToken cancellationToken);

    /// <summary>Claims the wage of a worker that a settlement left out.</summary>
    /// <exception cref="Ethereum.RevertException">InsufficientFreeBalance: the pool's owner cannot pay now.</exception>
    Task ClaimReceiptAsync(Deal deal, uint index, SettledTask settled, IReadOnlyList<Address> crew, OpenedReceipt receipt, CancellationToken cancellationToken);

    /// <summary>The first block from a second on, Unix time; the newest if there is none.</summary>
    Task<ulong> FirstBlockFromAsync(ulong second, CancellationToken cancellationToken);

    /// <summary>Results of whatever deal that were challenged in these blocks.</summary>
    Task<IReadOnlyList<EctHub.ResultChallengedEvent>> ChallengesAsync(ulong fromBlock, ulong toBlock, CancellationToken cancellationToken);

    /// <summary>How the challenge of a block stands; a zero challenger: none is open.</summary>
    Task<BlockChallenge> ChallengeAsync(Bytes32 task, Bytes32 block, CancellationToken cancellationToken);

    /// <summary>Publishes a challenged block. False if no challenge of it is open any more.</summary>
    Task<bool> PublishBlockAsync(Deal deal, uint index, Bytes32 block, byte[] data, CancellationToken cancellationToken);
}
