using Ect.Ethereum;
using Ect.Ethereum.Abi;
using Ect.Ethereum.Rpc;

namespace Ect.Contracts;

/// <summary>Puts the events of one task together.</summary>
internal static class TaskHistoryReader
{
    private static readonly AbiType[] ResultTypes = [AbiType.Bytes32, AbiType.Bytes32];

    /// <summary>Events that carry the deal and the task.</summary>
    public static IReadOnlyList<Bytes32> TaskTopics { get; } =
    [
        EctHub.TaskContributedEvent.Topic,
        EctHub.TaskRevealedEvent.Topic,
        EctHub.RevealOpenedEvent.Topic,
        EctHub.TaskCompletedEvent.Topic,
        EctHub.TaskFailedEvent.Topic,
    ];

    /// <summary>Events that carry the task and the worker.</summary>
    public static IReadOnlyList<Bytes32> OutcomeTopics { get; } =
    [
        EctHub.ContributionAcceptedEvent.Topic,
        EctHub.ContributionRejectedEvent.Topic,
        EctHub.ContributionReleasedEvent.Topic,
        EctHub.ContributionPunishedEvent.Topic,
        EctHub.ReceiptHonouredEvent.Topic,
    ];

    /// <summary>What an epoch's settlement adds to a task's events.</summary>
    public static TaskHistory With(TaskHistory history, Deal deal, uint index, SettledPages settlement, LogPosition position)
    {
        var offset = index - deal.First;
        var page = settlement.Find(DealId.Of(deal), offset)!.Value.Page;
        var result = page.Find(offset)!.Value;
        var hash = AbiCodec.Hash(ResultTypes, result.Digest, result.DataHash);
        var reward = HubClient.EpochReward(deal, page.Votes);
        var agreed = settlement.AgreeingOn(page, offset)
            .Select(worker => new TaskContributor(worker, Bytes32.Zero, position, Outcome: ContributionOutcome.Accepted, Amount: reward, Vote: hash));

        // The hub honours receipts of the settled result alone.
        var others = history.Contributors.Select(part => part.Outcome == ContributionOutcome.Honoured ? part with { Vote = hash } : part);
        return history with
        {
            Contributors = [.. others, .. agreed],
            Completion = new(result.Digest, hash, page.Kind == PageKind.AppFailed, position),
            SettledBy = settlement,
        };
    }

    public static TaskHistory Read(IEnumerable<Log> logs)
    {
        var parts = new Dictionary<Address, TaskContributor>();
        var order = new List<Address>();
        ulong? revealDeadline = null;
        TaskCompletion? completion = null;
        LogPosition? failedAt = null;

        foreach (var log in logs.OrderBy(log => log.BlockNumber).ThenBy(log => log.LogIndex))
        {
            if (EctHub.TaskContributedEvent.TryDecode(log, out var contributed))
            {
                parts[contributed.Worker] = new(contributed.Worker, contributed.Commitment, contributed.Position);
                order.Add(contributed.Worker);
            }
            else if (EctHub.TaskRevealedEvent.TryDecode(log, out var revealed))
            {
                Change(revealed.Worker, part => part with { Reveal = new(revealed.Digest, revealed.DataHash) });
            }
            else if (EctHub.RevealOpenedEvent.TryDecode(log, out var opened))
            {
                revealDeadline = opened.Deadline;
            }
            else if (EctHub.TaskCompletedEvent.TryDecode(log, out var completed))
            {
                completion = new(completed.Digest, completed.ResultHash, completed.AppFailed, completed.Position);
            }
            else if (EctHub.TaskFailedEvent.TryDecode(log, out var failed))
            {
                failedAt = failed.Position;
            }
            else if (EctHub.ContributionAcceptedEvent.TryDecode(log, out var accepted))
            {
                Change(accepted.Worker, part => part with { Outcome = ContributionOutcome.Accepted, Amount = accepted.Reward });
            }
            else if (EctHub.ContributionRejectedEvent.TryDecode(log, out var rejected))
            {
                Change(rejected.Worker, part => part with { Outcome = ContributionOutcome.Rejected, Amount = rejected.Penalty, Vote = rejected.ResultHash });
            }
            else if (EctHub.ContributionPunishedEvent.TryDecode(log, out var punished))
            {
                // Of a task that an epoch settled: what it signed is known from this alone.
                parts[punished.Worker] = new(
                    punished.Worker, Bytes32.Zero, punished.Position, Outcome: ContributionOutcome.Rejected, Amount: punished.Penalty, Vote: punished.ResultHash);
                order.Add(punished.Worker);
            }
            else if (EctHub.ReceiptHonouredEvent.TryDecode(log, out var honoured))
            {
                parts[honoured.Worker] = new(honoured.Worker, Bytes32.Zero, honoured.Position, Outcome: ContributionOutcome.Honoured, Amount: honoured.Wage);
                order.Add(honoured.Worker);
            }
            else if (EctHub.ContributionReleasedEvent.TryDecode(log, out var released))
            {
                Change(released.Worker, part => part with { Outcome = ContributionOutcome.Released });
            }
        }

        return new([.. order.Select(worker => WithVote(parts[worker], completion))], revealDeadline, completion, failedAt);

        void Change(Address worker, Func<TaskContributor, TaskContributor> change)
        {
            if (parts.TryGetValue(worker, out var part))
            {
                parts[worker] = change(part);
            }
        }
    }

    private static TaskContributor WithVote(TaskContributor part, TaskCompletion? completion) =>
        part.Outcome == ContributionOutcome.Accepted && completion is not null ? part with { Vote = completion.ResultHash } : part;
}
