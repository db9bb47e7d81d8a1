using Ect.Contracts;
using Ect.Ethereum;
using Ect.Ethereum.Rpc;

namespace Ect.Sdk.Deals;

/// <summary>Reads what the hub's events say of a deal's tasks.</summary>
internal sealed class DealWatch(DealInfo deal)
{
    private readonly Dictionary<Bytes32, uint> _tasks = deal.Indices.ToDictionary(deal.TaskAt);
    private readonly HashSet<Bytes32> _ended = [];

    /// <summary>Events whose first topic is the deal.</summary>
    public static IReadOnlyList<Bytes32> DealTopics { get; } =
    [
        EctHub.TaskInitializedEvent.Topic,
        EctHub.TaskContributedEvent.Topic,
        EctHub.RevealOpenedEvent.Topic,
        EctHub.TaskRevealedEvent.Topic,
        EctHub.TaskCompletedEvent.Topic,
        EctHub.TaskFailedEvent.Topic,
        EctHub.DealSettledEvent.Topic,
    ];

    /// <summary>Events whose first topic is the task.</summary>
    public static IReadOnlyList<Bytes32> TaskTopics { get; } =
        [EctHub.ContributionAcceptedEvent.Topic, EctHub.ContributionRejectedEvent.Topic, EctHub.ContributionReleasedEvent.Topic, EctHub.ContributionPunishedEvent.Topic];

    public IReadOnlyList<Bytes32> Tasks => [.. _tasks.Keys];

    public bool IsOver => _ended.Count == _tasks.Count;

    /// <summary>What a log says; null if it is of another deal or of no interest.</summary>
    public TaskUpdate? Read(Log log)
    {
        var update = Decode(log);
        if (update is { Kind: TaskUpdateKind.Completed or TaskUpdateKind.Failed })
        {
            _ended.Add(update.Task);
        }

        return update;
    }

    /// <summary>What an epoch's settlement says of the deal's tasks: who agreed, and that they are completed.</summary>
    public IReadOnlyList<TaskUpdate> Read(SettledPages settlement, ulong blockNumber)
    {
        var updates = new List<TaskUpdate>();
        foreach (var (task, index) in _tasks)
        {
            var offset = index - deal.Terms.First;
            if (settlement.Find(deal.Id, offset) is not { } found)
            {
                continue;
            }

            var reward = HubClient.EpochReward(deal.Terms, found.Page.Votes);
            updates.AddRange(settlement.AgreeingOn(found.Page, offset).Select(worker => new TaskUpdate(TaskUpdateKind.Accepted, task, index, worker, reward, blockNumber)));
            updates.Add(new(TaskUpdateKind.Completed, task, index, null, 0, blockNumber) { AppFailed = found.Page.Kind == PageKind.AppFailed });
            _ended.Add(task);
        }

        return updates;
    }

    private TaskUpdate? Decode(Log log)
    {
        if (EctHub.TaskInitializedEvent.TryDecode(log, out var started))
        {
            return Update(TaskUpdateKind.Started, started.Task);
        }

        if (EctHub.TaskContributedEvent.TryDecode(log, out var contributed))
        {
            return Update(TaskUpdateKind.Contributed, contributed.Task, contributed.Worker);
        }

        if (EctHub.RevealOpenedEvent.TryDecode(log, out var opened))
        {
            return Update(TaskUpdateKind.RevealOpened, opened.Task);
        }

        if (EctHub.TaskRevealedEvent.TryDecode(log, out var revealed))
        {
            return Update(TaskUpdateKind.Revealed, revealed.Task, revealed.Worker);
        }

        if (EctHub.TaskCompletedEvent.TryDecode(log, out var completed))
        {
            return Update(TaskUpdateKind.Completed, completed.Task) is { } update ? update with { AppFailed = completed.AppFailed } : null;
        }

        if (EctHub.TaskFailedEvent.TryDecode(log, out var failed))
        {
            return Update(TaskUpdateKind.Failed, failed.Task);
        }

        if (EctHub.ContributionAcceptedEvent.TryDecode(log, out var accepted))
        {
            return Update(TaskUpdateKind.Accepted, accepted.Task, accepted.Worker) is { } update ? update with { Amount = accepted.Reward } : null;
        }

        if (EctHub.ContributionRejectedEvent.TryDecode(log, out var rejected))
        {
            return Update(TaskUpdateKind.Rejected, rejected.Task, rejected.Worker) is { } update ? update with { Amount = rejected.Penalty } : null;
        }

        if (EctHub.ContributionPunishedEvent.TryDecode(log, out var punished))
        {
            return Update(TaskUpdateKind.Rejected, punished.Task, punished.Worker) is { } update ? update with { Amount = punished.Penalty } : null;
        }

        return EctHub.ContributionReleasedEvent.TryDecode(log, out var released) ? Update(TaskUpdateKind.Released, released.Task, released.Worker) : null;

        TaskUpdate? Update(TaskUpdateKind kind, Bytes32 task, Address? worker = null) =>
            _tasks.TryGetValue(task, out var index) ? new(kind, task, index, worker, 0, log.BlockNumber) : null;
    }
}
