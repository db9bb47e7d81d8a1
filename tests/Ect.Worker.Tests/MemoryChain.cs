using System.Numerics;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Ethereum.Abi;
using Ect.Protocol.Contributions;
using Ect.Protocol.Deals;
using Ect.Protocol.Trust;
using Ect.Worker.Chain;

namespace Ect.Worker.Tests;

/// <summary>The hub's rules in memory, as far as a worker meets them; refuses what the hub refuses, by the same names.</summary>
internal sealed partial class MemoryChain(Address worker, TimeProvider time) : IChain
{
    private readonly Dictionary<Bytes32, ChainTask> tasks = [];
    private readonly Dictionary<(Bytes32 Task, Address Worker), Contribution> contributions = [];
    private readonly Dictionary<(Address Scheduler, ulong Number), Epoch> epochs = [];
    private readonly HashSet<Bytes32> settled = [];

    public Address Worker { get; } = worker;

    public HashSet<Bytes32> Deals { get; } = [];

    public BigInteger Free { get; set; } = 1000;

    public BigInteger Locked { get; private set; }

    /// <summary>What the worker's coin pays for.</summary>
    public BigInteger Gas { get; set; } = 1_000_000_000;

    /// <summary>How often a task was looked at.</summary>
    public int Looks { get; private set; }

    /// <summary>The pool's roster; few enough seats that every one is drawn, unless a test says otherwise.</summary>
    public Roster Roster { get; set; } = new(1, 3, 0);

    /// <summary>This worker's seat, taken long before the sample deal.</summary>
    public Seat Seat { get; set; } = new(1, 1, 1000, 0, 0);

    /// <summary>What decides the draws; null while it is not to be had.</summary>
    public Bytes32? Seed { get; set; } = Bytes32.FromNumber(7);

    public Dictionary<BigInteger, Asset> Apps { get; } = [];

    public Dictionary<BigInteger, Asset> Datasets { get; } = [];

    /// <summary>Deals as the events show them.</summary>
    public List<MatchedDeal> Matched { get; } = [];

    /// <summary>Challenges as the events show them.</summary>
    public List<EctHub.ResultChallengedEvent> Challenged { get; } = [];

    /// <summary>Challenges as the hub has them; none is open for what is not here.</summary>
    public Dictionary<(Bytes32 Task, Bytes32 Block), BlockChallenge> Challenges { get; } = [];

    /// <summary>Tasks and epochs cannot be read.</summary>
    public bool IsDown { get; set; }

    /// <summary>Who asks for a task waits for ever.</summary>
    public bool IsSilent { get; set; }

    /// <summary>Names of errors with which the next contributions are refused.</summary>
    public Queue<string> Refusals { get; } = new();

    /// <summary>Transactions that took effect, in order.</summary>
    public List<string> Transactions { get; } = [];

    public ulong Now => (ulong)time.GetUtcNow().ToUnixTimeSeconds();

    public void SetTask(Bytes32 id, ChainTask task) => tasks[id] = task;

    /// <summary>A re-org takes a worker's contribution, and with it the task's only one.</summary>
    public void DropContribution(Bytes32 task)
    {
        contributions.Remove((task, Worker));
        tasks.Remove(task);
    }

    public Task<ulong> BlockTimeAsync(CancellationToken cancellationToken) => Task.FromResult(Now);

    public Task<ulong> BlockNumberAsync(CancellationToken cancellationToken) => Task.FromResult(1000UL);

    public Task<ulong> FirstOpenBlockAsync(CancellationToken cancellationToken) => Task.FromResult(0UL);

    public Task<IReadOnlyList<MatchedDeal>> DealsAsync(BigInteger pool, ulong fromBlock, ulong toBlock, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<MatchedDeal>>([.. Matched.Where(d => d.Deal.Pool == pool)]);

    public Task<bool> IsDealAsync(Bytes32 deal, CancellationToken cancellationToken) => Task.FromResult(Deals.Contains(deal));

    public async Task<ChainTask> TaskAsync(Bytes32 task, CancellationToken cancellationToken)
    {
        Looks++;
        if (IsSilent)
        {
            await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
        }

        return IsDown ? throw new IOException("down") : State(task);
    }

    public Task<Contribution> ContributionAsync(Bytes32 task, Address worker, CancellationToken cancellationToken) => Task.FromResult(Part(task, worker));

    public Task<IReadOnlyList<Address>> ContributorsAsync(Bytes32 task, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Address>>([.. contributions.Keys.Where(k => k.Task == task).Select(k => k.Worker).Order()]);

    public Task<bool> IsTakenAsync(Deal deal, uint index, CancellationToken cancellationToken) =>
        Task.FromResult(settled.Contains(TaskId.Of(deal, index)) || State(TaskId.Of(deal, index)).Status != ChainTaskStatus.Unset);

    public Task<Epoch> EpochAsync(Address scheduler, ulong number, CancellationToken cancellationToken) =>
        IsDown ? Task.FromException<Epoch>(new IOException("down")) : Task.FromResult(epochs.GetValueOrDefault((scheduler, number)) ?? new Epoch(EpochStatus.Unset, 0, new byte[26]));

    public Task<KnownDraw> DrawOfAsync(Bytes32 deal, CancellationToken cancellationToken) => Task.FromResult(new KnownDraw(Roster.Number, Roster.Seats, Seed));

    public Task<Roster> RosterAsync(BigInteger pool, CancellationToken cancellationToken) => Task.FromResult(Roster);

    public Task<Seat> SeatAsync(Address worker, CancellationToken cancellationToken) => Task.FromResult(Seat);

    public Task<int> EvidenceAsync(Address worker, Deal deal, CancellationToken cancellationToken) => Task.FromResult(Evidence.NewcomerBits);

    public Task<Account> AccountAsync(Address owner, CancellationToken cancellationToken) => Task.FromResult(new Account(Free, Locked, 0));

    public Task<BigInteger> AffordableGasAsync(CancellationToken cancellationToken) => Task.FromResult(Gas);

    public Task<Asset> AppAsync(BigInteger app, CancellationToken cancellationToken) => Task.FromResult(Apps[app]);

    public Task<Asset> DatasetAsync(BigInteger dataset, CancellationToken cancellationToken) => Task.FromResult(Datasets[dataset]);

    public Task ContributeAsync(Deal deal, uint index, Bytes32 commitment, byte[] authorization, CancellationToken cancellationToken)
    {
        var id = TaskId.Of(deal, index);
        var state = State(id);
        Require(!Refusals.TryDequeue(out var refusal), refusal ?? "");
        Require(state.Status is ChainTaskStatus.Unset or ChainTaskStatus.Active && !settled.Contains(id), "WrongTaskStatus");
        Require(Now <= Deadlines.Of(deal).Contribution, "DeadlinePassed");
        Require(Part(id, Worker).Commitment.IsZero, "AlreadyContributed");
        Require(Free >= deal.WorkerStake, "InsufficientFreeBalance");
        (Free, Locked) = (Free - deal.WorkerStake, Locked + deal.WorkerStake);
        contributions[(id, Worker)] = new Contribution(commitment, Bytes32.Zero);
        tasks[id] = state with { Status = ChainTaskStatus.Active, Contributors = (byte)(state.Contributors + 1) };
        Transactions.Add("contribute");
        return Task.CompletedTask;
    }

    public Task OpenRevealAsync(Deal deal, uint index, CancellationToken cancellationToken)
    {
        var id = TaskId.Of(deal, index);
        Require(State(id).Status == ChainTaskStatus.Active, "WrongTaskStatus");
        Require(Now > Deadlines.Of(deal).Contribution, "NotScheduler");
        tasks[id] = State(id) with { Status = ChainTaskStatus.Revealing, RevealDeadline = Now + Deadlines.Of(deal).RevealPeriod };
        Transactions.Add("openReveal");
        return Task.CompletedTask;
    }

    public Task RevealAsync(Deal deal, uint index, Bytes32 digest, Bytes32 dataHash, Bytes32 salt, CancellationToken cancellationToken)
    {
        var id = TaskId.Of(deal, index);
        Require(State(id).Status == ChainTaskStatus.Revealing, "WrongTaskStatus");
        Require(Now <= State(id).RevealDeadline, "DeadlinePassed");
        var hash = ResultHash.OfData(digest, dataHash);
        var part = Part(id, Worker);
        Require(part.ResultHash.IsZero, "AlreadyRevealed");
        Require(part.Commitment == Commitment.Of(id, Worker, hash, salt), "WrongOpening");
        contributions[(id, Worker)] = part with { ResultHash = hash };
        Transactions.Add("reveal");
        return Task.CompletedTask;
    }

    public Task FinalizeAsync(Deal deal, uint index, IReadOnlyList<Opening> openings, Result result, CancellationToken cancellationToken)
    {
        var id = TaskId.Of(deal, index);
        Require(State(id).Status is ChainTaskStatus.Active or ChainTaskStatus.Revealing, "WrongTaskStatus");
        Require(Now > State(id).RevealDeadline, "RevealStillOpen");
        var hash = result.AppFailed ? ResultHash.OfFailure(result.Digest) : ResultHash.Of(result.Digest, deal.Callback.IsZero ? null : result.CallbackData);
        var winner = TrustRule.Winner(TrustRule.Groups(openings.Select(o => new Vote(Part(id, o.Worker).ResultHash))), TrustDemand.Of(deal));
        Require(winner == hash, "NoConsensus");
        tasks[id] = State(id) with { Status = ChainTaskStatus.Completed, ResultHash = Short(hash) };
        Unlock(id, deal);
        Transactions.Add("finalize");
        return Task.CompletedTask;
    }

    public Task ClaimAsync(Deal deal, uint index, IReadOnlyList<Address> workers, CancellationToken cancellationToken)
    {
        var id = TaskId.Of(deal, index);
        var state = State(id);
        Require(state.Status is ChainTaskStatus.Active or ChainTaskStatus.Revealing, "WrongTaskStatus");
        var from = state.Status == ChainTaskStatus.Active ? Deadlines.Of(deal).Final : state.RevealDeadline + Deadlines.Of(deal).RevealPeriod;
        Require(Now > from, "DeadlineNotReached");
        Require(workers.Count == state.Contributors, "IncompleteOpenings");
        tasks[id] = state with { Status = ChainTaskStatus.Failed };
        Unlock(id, deal);
        Transactions.Add("claim");
        return Task.CompletedTask;
    }

    public Task CollectEarningsAsync(CancellationToken cancellationToken)
    {
        (Free, Seat) = (Free + (Seat.Earned * HubClient.Gwei), Seat with { Earned = 0 });
        Transactions.Add("collectEarnings");
        return Task.CompletedTask;
    }

    public Task DrawAsync(Bytes32 deal, CancellationToken cancellationToken)
    {
        Transactions.Add("draw");
        return Task.CompletedTask;
    }

    public Task<ulong> FirstBlockFromAsync(ulong second, CancellationToken cancellationToken) => Task.FromResult(0UL);

    public Task<IReadOnlyList<EctHub.ResultChallengedEvent>> ChallengesAsync(ulong fromBlock, ulong toBlock, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<EctHub.ResultChallengedEvent>>([.. Challenged]);

    public Task<BlockChallenge> ChallengeAsync(Bytes32 task, Bytes32 block, CancellationToken cancellationToken) =>
        Task.FromResult(Challenges.GetValueOrDefault((task, block)) ?? new BlockChallenge(Address.Zero, 0));

    public Task<bool> PublishBlockAsync(Deal deal, uint index, Bytes32 block, byte[] data, CancellationToken cancellationToken)
    {
        Require(Now <= Challenges[(TaskId.Of(deal, index), block)].Deadline, "DeadlinePassed");
        Transactions.Add("publishBlock");
        return Task.FromResult(Challenges.Remove((TaskId.Of(deal, index), block)));
    }

    /// <summary>A scheduler anchors an epoch.</summary>
    public void Anchor(Address scheduler, ulong number, Bytes32 root) => epochs[(scheduler, number)] = new Epoch(EpochStatus.Anchored, Now, root.ToBytes()[..26]);

    /// <summary>An epoch settles tasks; the chain keeps the root of their results.</summary>
    public void Settle(Address scheduler, ulong number, Bytes32 resultRoot, params Bytes32[] tasks)
    {
        epochs[(scheduler, number)] = new Epoch(EpochStatus.Settled, Now, resultRoot.ToBytes()[..26]);
        settled.UnionWith(tasks);
    }

    /// <summary>A re-org takes a settlement back.</summary>
    public void Unsettle(Bytes32 task) => settled.Remove(task);

    /// <summary>The part of a result's hash that the chain keeps.</summary>
    public static byte[] Short(Bytes32 hash) => hash.ToBytes()[..24];

    /// <summary>Somebody else's commitment, never opened.</summary>
    public void AddStranger(Bytes32 task, Address stranger)
    {
        contributions[(task, stranger)] = new Contribution(Bytes32.FromNumber(1), Bytes32.Zero);
        tasks[task] = State(task) with { Status = ChainTaskStatus.Active, Contributors = (byte)(State(task).Contributors + 1) };
    }

    private void Unlock(Bytes32 task, Deal deal)
    {
        if (!Part(task, Worker).Commitment.IsZero)
        {
            (Free, Locked) = (Free + deal.WorkerStake, Locked - deal.WorkerStake);
        }
    }

    private ChainTask State(Bytes32 task) => tasks.GetValueOrDefault(task) ?? new ChainTask(ChainTaskStatus.Unset, 0, 0, false, new byte[24]);

    private Contribution Part(Bytes32 task, Address who) => contributions.GetValueOrDefault((task, who)) ?? new Contribution(Bytes32.Zero, Bytes32.Zero);

    private static void Require(bool holds, string error)
    {
        if (!holds)
        {
            var known = EctHub.Errors.Single(e => e.Name == error);
            throw new RevertException(new DecodedError(known, new object?[known.Inputs.Count], known.Selector));
        }
    }
}
