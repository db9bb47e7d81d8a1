using Ect.Ethereum;
using Ect.Ethereum.Rpc;

namespace Ect.Contracts;

/// <summary>Tasks and contributions. Acts return null when the chain shows that they are done already.</summary>
public sealed partial class HubClient
{
    /// <summary>What the chain keeps of a task.</summary>
    public Task<ChainTask> TaskAsync(Bytes32 taskId, CancellationToken ct = default) => ReadAsync(Hub.Task(taskId), ct);

    /// <summary>What the chain kept of a task as of a block.</summary>
    public async Task<ChainTask> TaskAsync(Bytes32 taskId, BlockTag block, CancellationToken ct = default)
    {
        await CheckChainAsync(ct);
        return await Client.CallAsync(Hub.Task(taskId), block: block, cancellationToken: ct);
    }

    /// <summary>What the chain kept of tasks as of a block, in their order.</summary>
    public Task<IReadOnlyList<ChainTask>> TasksAsync(IEnumerable<Bytes32> taskIds, ulong block, CancellationToken ct = default) => ReadAllAsync(taskIds.Select(Hub.Task), block, ct);

    /// <summary>What the chain keeps of a worker's part; zeros if it did not contribute.</summary>
    public Task<Contribution> ContributionAsync(Bytes32 taskId, Address worker, CancellationToken ct = default) => ReadAsync(Hub.Contribution(taskId, worker), ct);

    /// <summary>Unset → Active.</summary>
    public Task<TransactionReceipt?> InitializeAsync(Deal deal, uint index, CancellationToken ct = default)
    {
        var id = TaskId.Of(deal, index);
        return SendUnlessAsync(async () => (await TaskAsync(id, ct)).Status != ChainTaskStatus.Unset, Hub.Initialize(deal, index), ct);
    }

    /// <summary>Commits the account to a result and locks its stake.</summary>
    /// <param name="deal">The deal.</param>
    /// <param name="index">The task's index.</param>
    /// <param name="commitment">See Commitment.Of.</param>
    /// <param name="authorization">The scheduler's signature, see Authorization.Sign.</param>
    /// <param name="ct">Ends the waiting.</param>
    public Task<TransactionReceipt?> ContributeAsync(Deal deal, uint index, Bytes32 commitment, byte[] authorization, CancellationToken ct = default)
    {
        var id = TaskId.Of(deal, index);
        return SendUnlessAsync(
            async () => (await ContributionAsync(id, Sender.Address, ct)).Commitment == commitment,
            Hub.Contribute(deal, index, commitment, authorization),
            ct);
    }

    /// <summary>Opens the reveal phase.</summary>
    public Task<TransactionReceipt?> OpenRevealAsync(Deal deal, uint index, CancellationToken ct = default)
    {
        var id = TaskId.Of(deal, index);
        return SendUnlessAsync(async () => (await TaskAsync(id, ct)).Status >= ChainTaskStatus.Revealing, Hub.OpenReveal(deal, index), ct);
    }

    /// <summary>Opens the account's commitment on chain.</summary>
    public Task<TransactionReceipt?> RevealAsync(Deal deal, uint index, Bytes32 digest, Bytes32 dataHash, Bytes32 salt, CancellationToken ct = default)
    {
        var id = TaskId.Of(deal, index);
        return SendUnlessAsync(
            async () => !(await ContributionAsync(id, Sender.Address, ct)).ResultHash.IsZero,
            Hub.Reveal(deal, index, digest, dataHash, salt),
            ct);
    }

    /// <summary>Completes a task with its agreed result. Null also if somebody else completed it.</summary>
    /// <param name="deal">The deal.</param>
    /// <param name="index">The task's index.</param>
    /// <param name="openings">One for each contributor, in ascending order of their addresses.</param>
    /// <param name="result">The agreed result in full.</param>
    /// <param name="ct">Ends the waiting.</param>
    public Task<TransactionReceipt?> FinalizeAsync(Deal deal, uint index, IReadOnlyList<Opening> openings, Result result, CancellationToken ct = default)
    {
        var id = TaskId.Of(deal, index);
        return SendUnlessAsync(async () => (await TaskAsync(id, ct)).Status == ChainTaskStatus.Completed, Hub.Finalize(deal, index, openings, result), ct);
    }

    /// <summary>Ends an unfinished task: the requester is refunded. Null also if somebody else claimed it.</summary>
    /// <param name="deal">The deal.</param>
    /// <param name="index">The task's index.</param>
    /// <param name="workers">Every contributor, ascending; null reads them from the chain's events.</param>
    /// <param name="ct">Ends the waiting.</param>
    public async Task<TransactionReceipt?> ClaimAsync(Deal deal, uint index, IReadOnlyList<Address>? workers = null, CancellationToken ct = default)
    {
        var id = TaskId.Of(deal, index);
        var contributors = workers ?? [.. (await TaskHistoryAsync(deal, index, ct: ct)).Contributors.Select(c => c.Worker).Order()];
        return await SendUnlessAsync(async () => (await TaskAsync(id, ct)).Status == ChainTaskStatus.Failed, Hub.Claim(deal, index, contributors), ct);
    }

    /// <summary>
    /// Gives a task up that nobody contributed to, as its scheduler, after the contribution deadline: who paid is refunded, a
    /// tenth of the scheduler's stake is burned. Null if the task has failed already.
    /// </summary>
    /// <exception cref="RevertException">NotScheduler; DeadlineNotReached; WrongTaskStatus: somebody contributed, or it is settled.</exception>
    public Task<TransactionReceipt?> DeclineAsync(Deal deal, uint index, CancellationToken ct = default) =>
        SendUnlessAsync(async () => (await TaskAsync(TaskId.Of(deal, index), ct)).Status == ChainTaskStatus.Failed, Hub.Decline(deal, index), ct);

    /// <summary>Tries a failed callback again. Null if none is pending.</summary>
    public Task<TransactionReceipt?> RetryCallbackAsync(Deal deal, uint index, Result result, CancellationToken ct = default)
    {
        var id = TaskId.Of(deal, index);
        return SendUnlessAsync(
            async () => await TaskAsync(id, ct) is { Status: ChainTaskStatus.Completed, CallbackPending: false },
            Hub.RetryCallback(deal, index, result),
            ct);
    }

    /// <summary>All that the chain's events, and the settlement of an epoch, tell of a task.</summary>
    /// <param name="deal">The deal.</param>
    /// <param name="index">The task's index.</param>
    /// <param name="fromBlock">Block of the deal, where known: spares searching the blocks before it.</param>
    /// <param name="ct">Ends the search.</param>
    public async Task<TaskHistory> TaskHistoryAsync(Deal deal, uint index, ulong? fromBlock = null, CancellationToken ct = default)
    {
        await CheckChainAsync(ct);
        return (await TaskHistoriesAsync(deal, [index], fromBlock, await Client.BlockNumberAsync(ct), ct))[0];
    }

    /// <summary>The same of many tasks of a deal up to a block, in their order.</summary>
    public async Task<IReadOnlyList<TaskHistory>> TaskHistoriesAsync(Deal deal, IReadOnlyList<uint> indices, ulong? fromBlock, ulong toBlock, CancellationToken ct = default)
    {
        var tasks = indices.Select(index => (Index: index, Id: TaskId.Of(deal, index))).ToList();
        var acting = LogsOfTasksAsync([TaskHistoryReader.TaskTopics, [DealId.Of(deal)]], tasks.Select(task => task.Id), fromBlock, toBlock, ct);
        var ending = LogsOfTasksAsync([TaskHistoryReader.OutcomeTopics], tasks.Select(task => task.Id), fromBlock, toBlock, ct);
        await Task.WhenAll(acting, ending);
        var (acts, outcomes) = ((await acting).ToLookup(log => log.Topics[2]), (await ending).ToLookup(log => log.Topics[1]));
        var histories = tasks.Select(task => (task.Index, History: TaskHistoryReader.Read([.. acts[task.Id], .. outcomes[task.Id]]))).ToList();
        uint[] open = [.. histories.Where(task => task.History is { Completion: null, FailedAt: null }).Select(task => task.Index)];
        var settlements = await FindSettlementsAsync(deal, open, fromBlock, toBlock, ct);
        return
        [
            .. histories.Select(task => settlements.TryGetValue(task.Index, out var settlement)
                ? TaskHistoryReader.With(task.History, deal, task.Index, settlement.Pages, settlement.Position)
                : task.History),
        ];
    }
}
