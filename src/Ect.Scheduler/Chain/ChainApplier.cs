using Ect.Contracts;
using Ect.Ethereum;
using Ect.Ethereum.Rpc;
using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Deals;
using Ect.Scheduler.Replicas;
using Ect.Scheduler.Storage;
using Ect.Scheduler.Tasks;
using Ect.Scheduler.Workers;

namespace Ect.Scheduler.Chain;

/// <summary>
/// Writes what the hub's logs say, in the transaction that advances the cursor. Applying a log twice does nothing the
/// second time. Everything it writes names its block, so that a re-org can take it back (ChainRewind).
/// </summary>
internal sealed partial class ChainApplier(
    SchedulerOptions options, UnitOfWork unit, IReadOnlyDictionary<ulong, SettledPages> settlements, DateTimeOffset now)
{
    private readonly HashSet<Bytes32> _ended = [];
    private readonly List<Bytes32> _oversized = [];

    /// <summary>Tasks that ended in the logs applied so far.</summary>
    public IReadOnlyCollection<Bytes32> Ended => _ended;

    /// <summary>Deals that are larger than we take.</summary>
    public IReadOnlyList<Bytes32> Oversized => _oversized;

    public void Apply(Log log)
    {
        if (EctHub.DealMatchedEvent.TryDecode(log, out var matched))
        {
            Match(matched);
        }
        else if (EctHub.TaskContributedEvent.TryDecode(log, out var contributed))
        {
            Commit(contributed, log);
        }
        else if (EctHub.RevealOpenedEvent.TryDecode(log, out var opened))
        {
            OpenReveal(opened, log);
        }
        else if (EctHub.TaskRevealedEvent.TryDecode(log, out var revealed))
        {
            Reveal(revealed, log);
        }
        else if (EctHub.TaskCompletedEvent.TryDecode(log, out var completed))
        {
            End(completed.Task, TaskState.Completed, log, new(completed.Digest, completed.ResultHash, completed.AppFailed));
        }
        else if (EctHub.TaskFailedEvent.TryDecode(log, out var failed))
        {
            End(failed.Task, TaskState.Failed, log, null);
        }
        else if (EctHub.ContributionAcceptedEvent.TryDecode(log, out var accepted))
        {
            Judge(accepted.Task, accepted.Worker, ReplicaState.Accepted, $"rewarded {accepted.Reward}", log);
        }
        else if (EctHub.ContributionRejectedEvent.TryDecode(log, out var rejected))
        {
            Reject(rejected, log);
        }
        else if (EctHub.ContributionReleasedEvent.TryDecode(log, out var released))
        {
            Judge(released.Task, released.Worker, ReplicaState.Released, "stake returned", log);
        }
        else
        {
            ApplyEpoch(log);
        }
    }

    private void Match(EctHub.DealMatchedEvent matched)
    {
        // A deal of our pool may name an earlier or later scheduler: only who is named can authorise workers.
        if (matched.Pool != options.Pool || matched.Deal.Scheduler != options.Key.Address)
        {
            return;
        }

        if (matched.Deal.Size > options.MaxTasksOfDeal)
        {
            _oversized.Add(matched.Id);
            return;
        }

        var evidence = $"deal {matched.Id} matched in block {matched.Position.BlockNumber}";
        var isBack = DealStore.Find(unit, matched.Id) is not null;
        DealStore.Put(unit, matched);
        var tasks = Enumerable.Range(0, (int)matched.Deal.Size).Select(offset => matched.Deal.First + (uint)offset).Select(index => (TaskId.Of(matched.Id, index), index)).ToList();
        TaskStore.Create(unit, matched.Id, tasks, evidence, now);
        if (isBack)
        {
            TaskStore.MoveEach(unit, [.. tasks.Select(task => task.Item1)], TaskState.Vanished, TaskState.Waiting, evidence, now);
        }
    }

    private void Commit(EctHub.TaskContributedEvent contributed, Log log)
    {
        if (TaskStore.Find(unit, contributed.Task) is not { } task)
        {
            return;
        }

        // Whom we authorised before we lost our file contributes like everybody else.
        ReplicaStore.TryCreate(unit, contributed.Task, contributed.Worker, ReplicaLifecycle.Table.Initial, "known from its commitment", now);
        ReplicaStore.PutCommitment(unit, contributed.Task, contributed.Worker, contributed.Commitment, log.BlockNumber, now);
        ReplicaMoves.Commit(unit, contributed.Task, contributed.Worker, Evidence(log), now);
        LeaveEpochPath(task, log);
        if (task.State == TaskState.Waiting)
        {
            TaskMoves.To(unit, task, TaskState.Running, Evidence(log), now);
        }
    }

    private void OpenReveal(EctHub.RevealOpenedEvent opened, Log log)
    {
        if (TaskStore.Find(unit, opened.Task) is not { } task)
        {
            return;
        }

        TaskStore.PutReveal(unit, opened.Task, opened.Deadline, log.BlockNumber);
        TaskMoves.To(unit, task, TaskState.Revealing, Evidence(log), now);
    }

    private void Reveal(EctHub.TaskRevealedEvent revealed, Log log)
    {
        if (ReplicaStore.Find(unit, revealed.Task, revealed.Worker) is { } replica)
        {
            ReplicaStore.PutReveal(unit, revealed);
            ReplicaMoves.To(unit, replica, ReplicaState.Revealed, Evidence(log), now);
        }
    }

    private void End(Bytes32 task, TaskState to, Log log, TaskResult? result)
    {
        if (TaskStore.Find(unit, task) is not { } record || record.State == to)
        {
            return;
        }

        TaskStore.PutEnd(unit, task, log.BlockNumber, result);
        TaskMoves.To(unit, record, to, Evidence(log), now);
        ReplicaMoves.EndUncommitted(unit, task, $"the task ended: {to}", now);
        _ended.Add(task);
    }

    private void Reject(EctHub.ContributionRejectedEvent rejected, Log log)
    {
        var (kind, reason) = rejected.ResultHash.IsZero
            ? (FaultKind.Silent, "committed and never opened")
            : (FaultKind.WrongResult, $"result {rejected.ResultHash} was outvoted");
        if (Judge(rejected.Task, rejected.Worker, ReplicaState.Rejected, $"{reason}, penalty {rejected.Penalty}", log))
        {
            FaultStore.Add(unit, rejected.Worker, rejected.Task, kind, reason, now, log.BlockNumber);
        }
    }

    private bool Judge(Bytes32 task, Address worker, ReplicaState outcome, string reason, Log log)
    {
        if (ReplicaStore.Find(unit, task, worker) is not { } replica)
        {
            return false;
        }

        ReplicaMoves.To(unit, replica, outcome, $"{reason} ({Evidence(log)})", now);
        return true;
    }

    private static string Evidence(Log log) => $"transaction {log.TransactionHash} in block {log.BlockNumber}";
}
