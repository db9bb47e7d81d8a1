using Ect.Contracts;
using Ect.Sdk.Chain;
using Ect.Sdk.Deals;
using Ect.Sdk.Errors;

namespace Ect.Sdk.Tasks;

/// <summary>Finds tasks, and does what anybody may do for them.</summary>
public sealed partial class TaskClient
{
    private const int MostLooks = 10;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);

    private readonly ChainAccess _chain;
    private readonly DealClient _deals;

    internal TaskClient(ChainAccess chain, DealClient deals) => (_chain, _deals) = (chain, deals);

    /// <summary>Unix seconds of the chain's newest block: the clock that deadlines go by.</summary>
    public async Task<ulong> NowAsync(CancellationToken cancellation = default) =>
        await (await _chain.HubAsync(cancellation)).NowAsync(cancellation);

    /// <summary>A task of a deal.</summary>
    /// <exception cref="EctException">The deal has no task with this index (<see cref="ErrorCode.TaskNotFound"/>).</exception>
    public async Task<TaskInfo> GetAsync(DealInfo deal, uint index, CancellationToken cancellation = default) => (await ListAsync(deal, [index], cancellation))[0];

    /// <summary>All tasks of a deal, as of one block.</summary>
    public Task<IReadOnlyList<TaskInfo>> ListAsync(DealInfo deal, CancellationToken cancellation = default) => ListAsync(deal, [.. deal.Indices], cancellation);

    /// <summary>Tasks of a deal, as of one block, in the order of the indices.</summary>
    /// <exception cref="EctException">The deal has no task with one of these indices (<see cref="ErrorCode.TaskNotFound"/>).</exception>
    public async Task<IReadOnlyList<TaskInfo>> ListAsync(DealInfo deal, IReadOnlyList<uint> indices, CancellationToken cancellation = default)
    {
        foreach (var index in indices.Where(index => index < deal.Terms.First || index - deal.Terms.First >= deal.Terms.Size))
        {
            throw new EctException(ErrorCode.TaskNotFound, $"Deal {deal.Id} has no task {index}: its tasks are {deal.Terms.First} to {deal.Terms.First + deal.Terms.Size - 1}.");
        }

        return await ReadAsync(await _chain.HubAsync(cancellation), deal, indices, cancellation);
    }

    /// <summary>The task that a user means: DEAL:INDEX, an id, or the beginning of one (at least four digits).</summary>
    /// <exception cref="EctException">None (<see cref="ErrorCode.TaskNotFound"/>), or several (<see cref="ErrorCode.AmbiguousName"/>).</exception>
    public async Task<TaskInfo> FindAsync(string text, CancellationToken cancellation = default)
    {
        if (text.Split(':') is [var dealText, var indexText])
        {
            return uint.TryParse(indexText, out var number)
                ? await GetAsync(await _deals.FindAsync(dealText, cancellation), number, cancellation)
                : throw new EctException(ErrorCode.TaskNotFound, $"'{text}' is no task: after the colon comes the task's index.");
        }

        var deals = await _deals.ListAsync(cancellation: cancellation);
        var all = deals.SelectMany(deal => deal.Indices.Select(index => (Id: deal.TaskAt(index).ToString(), Deal: deal, Index: index))).ToArray();
        var id = IdPrefix.Choose(all.Select(task => task.Id), text, "task", ErrorCode.TaskNotFound);
        var (_, found, at) = all.First(task => task.Id == id);
        return await GetAsync(found, at, cancellation);
    }

    /// <summary>
    /// As of one block, as the node tells it. One that answers calls from the middle of a block that it makes, as the embedded chain does,
    /// says that a task is completed before it shows by what: it is asked again, for two seconds at most.
    /// </summary>
    private async Task<IReadOnlyList<TaskInfo>> ReadAsync(HubClient hub, DealInfo deal, IReadOnlyList<uint> indices, CancellationToken cancellation)
    {
        var tasks = await LookAsync(hub, deal, indices, cancellation);
        for (var looks = 1; looks < MostLooks && tasks.Any(task => task is { Status: ChainTaskStatus.Completed, Digest: null }); looks++)
        {
            await Task.Delay(BetweenLooks, _chain.Time, cancellation);
            tasks = await LookAsync(hub, deal, indices, cancellation);
        }

        return tasks;
    }

    private static async Task<IReadOnlyList<TaskInfo>> LookAsync(HubClient hub, DealInfo deal, IReadOnlyList<uint> indices, CancellationToken cancellation)
    {
        var block = await hub.Client.BlockNumberAsync(cancellation);
        var states = hub.TasksAsync(indices.Select(deal.TaskAt), block, cancellation);
        var taken = hub.AreTakenAsync(deal.Terms, indices, block, cancellation);
        await Task.WhenAll(states, taken);
        var tasks = indices.Zip(await states, await taken).ToList();
        uint[] begun = [.. tasks.Where(task => task.Second.Status != ChainTaskStatus.Unset || task.Third).Select(task => task.First)];
        var histories = begun.Zip(await hub.TaskHistoriesAsync(deal.Terms, begun, deal.BlockNumber, block, cancellation)).ToDictionary(task => task.First, task => task.Second);
        return [.. tasks.Select(task => InfoOf(deal, task.First, task.Second, histories.GetValueOrDefault(task.First)))];
    }

    private static TaskInfo InfoOf(DealInfo deal, uint index, ChainTask state, TaskHistory? history)
    {
        var id = deal.TaskAt(index);
        if (history is null)
        {
            return new(id, deal, index, state.Status, [], 0, false, null, false);
        }

        var contributors = history.Contributors.Select(part => ContributorInfo.Of(part, history.Completion)).OrderBy(part => part.Worker).ToArray();

        // The chain keeps nothing but a bit of a task that an epoch settled.
        var isSettled = state.Status == ChainTaskStatus.Unset && history.Completion is not null;
        var status = isSettled ? ChainTaskStatus.Completed : state.Status;
        var appFailed = history.Completion?.AppFailed ?? false;
        var isUndelivered = isSettled && !appFailed && !deal.Terms.Callback.IsZero && state.ResultHash.All(part => part == 0);
        return new(id, deal, index, status, contributors, state.RevealDeadline, state.CallbackPending || isUndelivered, history.Completion?.Digest, appFailed);
    }
}
