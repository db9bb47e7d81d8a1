using System.Numerics;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Wire;
using Ect.Worker.Chain;
using Ect.Worker.Contributions;
using Ect.Worker.Guardian;
using Ect.Worker.Sessions;

namespace Ect.Worker.Tests.Contributions;

/// <summary>A process that is killed at its n-th contact with the outside, before or after the contact took effect.</summary>
internal sealed class CrashPoint(int at)
{
    private int passed;

    public bool Dead { get; private set; }

    public void Pass()
    {
        if (Dead || passed++ == at)
        {
            Dead = true;
            throw new KilledException();
        }
    }

    internal sealed class KilledException : Exception;

    internal sealed class Chain(IChain inner, CrashPoint point) : IChain
    {
        public Address Worker => inner.Worker;

        public Task<ulong> BlockTimeAsync(CancellationToken cancellationToken) => ReadAsync(() => inner.BlockTimeAsync(cancellationToken));

        public Task<ulong> BlockNumberAsync(CancellationToken cancellationToken) => ReadAsync(() => inner.BlockNumberAsync(cancellationToken));

        public Task<ulong> FirstOpenBlockAsync(CancellationToken cancellationToken) => ReadAsync(() => inner.FirstOpenBlockAsync(cancellationToken));

        public Task<IReadOnlyList<MatchedDeal>> DealsAsync(BigInteger pool, ulong fromBlock, ulong toBlock, CancellationToken cancellationToken) => ReadAsync(() => inner.DealsAsync(pool, fromBlock, toBlock, cancellationToken));

        public Task<bool> IsDealAsync(Bytes32 deal, CancellationToken cancellationToken) => ReadAsync(() => inner.IsDealAsync(deal, cancellationToken));

        public Task<ChainTask> TaskAsync(Bytes32 task, CancellationToken cancellationToken) => ReadAsync(() => inner.TaskAsync(task, cancellationToken));

        public Task<Contribution> ContributionAsync(Bytes32 task, Address worker, CancellationToken cancellationToken) => ReadAsync(() => inner.ContributionAsync(task, worker, cancellationToken));

        public Task<IReadOnlyList<Address>> ContributorsAsync(Bytes32 task, CancellationToken cancellationToken) => ReadAsync(() => inner.ContributorsAsync(task, cancellationToken));

        public Task<bool> IsTakenAsync(Deal deal, uint index, CancellationToken cancellationToken) => ReadAsync(() => inner.IsTakenAsync(deal, index, cancellationToken));

        public Task<Epoch> EpochAsync(Address scheduler, ulong number, CancellationToken cancellationToken) => ReadAsync(() => inner.EpochAsync(scheduler, number, cancellationToken));

        public Task<KnownDraw> DrawOfAsync(Bytes32 deal, CancellationToken cancellationToken) => ReadAsync(() => inner.DrawOfAsync(deal, cancellationToken));

        public Task<Roster> RosterAsync(BigInteger pool, CancellationToken cancellationToken) => ReadAsync(() => inner.RosterAsync(pool, cancellationToken));

        public Task<Seat> SeatAsync(Address worker, CancellationToken cancellationToken) => ReadAsync(() => inner.SeatAsync(worker, cancellationToken));

        public Task<int> EvidenceAsync(Address worker, Deal deal, CancellationToken cancellationToken) => ReadAsync(() => inner.EvidenceAsync(worker, deal, cancellationToken));

        public Task<Account> AccountAsync(Address owner, CancellationToken cancellationToken) => ReadAsync(() => inner.AccountAsync(owner, cancellationToken));

        public Task<System.Numerics.BigInteger> AffordableGasAsync(CancellationToken cancellationToken) => ReadAsync(() => inner.AffordableGasAsync(cancellationToken));

        public Task<Asset> AppAsync(BigInteger app, CancellationToken cancellationToken) => ReadAsync(() => inner.AppAsync(app, cancellationToken));

        public Task<Asset> DatasetAsync(BigInteger dataset, CancellationToken cancellationToken) => ReadAsync(() => inner.DatasetAsync(dataset, cancellationToken));

        public Task ContributeAsync(Deal deal, uint index, Bytes32 commitment, byte[] authorization, CancellationToken cancellationToken) => SendAsync(() => inner.ContributeAsync(deal, index, commitment, authorization, cancellationToken));

        public Task OpenRevealAsync(Deal deal, uint index, CancellationToken cancellationToken) => SendAsync(() => inner.OpenRevealAsync(deal, index, cancellationToken));

        public Task RevealAsync(Deal deal, uint index, Bytes32 digest, Bytes32 dataHash, Bytes32 salt, CancellationToken cancellationToken) => SendAsync(() => inner.RevealAsync(deal, index, digest, dataHash, salt, cancellationToken));

        public Task FinalizeAsync(Deal deal, uint index, IReadOnlyList<Opening> openings, Result result, CancellationToken cancellationToken) => SendAsync(() => inner.FinalizeAsync(deal, index, openings, result, cancellationToken));

        public Task ClaimAsync(Deal deal, uint index, IReadOnlyList<Address> workers, CancellationToken cancellationToken) => SendAsync(() => inner.ClaimAsync(deal, index, workers, cancellationToken));

        public Task DrawAsync(Bytes32 deal, CancellationToken cancellationToken) => SendAsync(() => inner.DrawAsync(deal, cancellationToken));

        public Task CollectEarningsAsync(CancellationToken cancellationToken) => SendAsync(() => inner.CollectEarningsAsync(cancellationToken));

        public Task<SettledPages?> SettlementAsync(Deal deal, uint index, CancellationToken cancellationToken) => ReadAsync(() => inner.SettlementAsync(deal, index, cancellationToken));

        public Task<BigInteger?> ReceiptWageAsync(Deal deal, uint index, CancellationToken cancellationToken) => ReadAsync(() => inner.ReceiptWageAsync(deal, index, cancellationToken));

        public Task ClaimReceiptAsync(Deal deal, uint index, SettledTask settled, IReadOnlyList<Address> crew, OpenedReceipt receipt, CancellationToken cancellationToken) => SendAsync(() => inner.ClaimReceiptAsync(deal, index, settled, crew, receipt, cancellationToken));

        public Task<ulong> FirstBlockFromAsync(ulong second, CancellationToken cancellationToken) => ReadAsync(() => inner.FirstBlockFromAsync(second, cancellationToken));

        public Task<IReadOnlyList<EctHub.ResultChallengedEvent>> ChallengesAsync(ulong fromBlock, ulong toBlock, CancellationToken cancellationToken) => ReadAsync(() => inner.ChallengesAsync(fromBlock, toBlock, cancellationToken));

        public Task<BlockChallenge> ChallengeAsync(Bytes32 task, Bytes32 block, CancellationToken cancellationToken) => ReadAsync(() => inner.ChallengeAsync(task, block, cancellationToken));

        public async Task<bool> PublishBlockAsync(Deal deal, uint index, Bytes32 block, byte[] data, CancellationToken cancellationToken)
        {
            var isPublished = false;
            await SendAsync(async () => isPublished = await inner.PublishBlockAsync(deal, index, block, data, cancellationToken));
            return isPublished;
        }

        private async Task<T> ReadAsync<T>(Func<Task<T>> read)
        {
            point.Pass();
            return await read();
        }

        // Killed before the node has the transaction, or after it but before its answer.
        private async Task SendAsync(Func<Task> send)
        {
            point.Pass();
            await send();
            point.Pass();
        }
    }

    internal sealed class Publisher(CrashPoint point) : IResultPublisher
    {
        public Task PublishAsync(ContributionRecord record, CancellationToken cancellationToken)
        {
            point.Pass();
            return Task.CompletedTask;
        }

        public void Forget(ContributionRecord record) => point.Pass();
    }

    internal sealed class Post(CrashPoint point, List<WorkerMessage> told) : ISchedulerPost
    {
        public void Send(WorkerMessage message)
        {
            point.Pass();
            told.Add(message);
        }
    }
}
