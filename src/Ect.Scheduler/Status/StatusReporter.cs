using System.Globalization;
using Ect.Ethereum;
using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Chain;
using Ect.Scheduler.Epochs;
using Ect.Scheduler.Live;
using Ect.Scheduler.Replicas;
using Ect.Scheduler.Storage;
using Ect.Scheduler.Tasks;
using Ect.Scheduler.Telemetry;
using Ect.Scheduler.Why;
using Ect.Scheduler.Workers;

namespace Ect.Scheduler.Status;

/// <summary>Puts together what people ask about the scheduler.</summary>
internal sealed class StatusReporter(
    SchedulerOptions options, OpenTasks open, TaskStore tasks, ReplicaStore replicas, FaultStore faults, EpochStore epochs, WorkerRegistry workers, LiveBoard board, ChainHealth health, ChainIdentity identity, Database database, Recorder recorder)
{
    public SchedulerStatus Report(Page page)
    {
        var banned = faults.Banned();
        return new(
            options.Key.Address,
            options.Pool.ToString(CultureInfo.InvariantCulture),
            options.Hub,
            new(options.ChainId, health.Head?.Number, Time(health.Head?.Timestamp), health.ReadAt, health.Reorgs, health.Error),
            new SortedDictionary<string, int>(tasks.CountEnded().Concat(open.CountByState()).GroupBy(count => count.Key).ToDictionary(group => group.Key, group => group.Sum(count => count.Value))),
            [.. open.All.Skip(page.From).Take(page.Limit).Select(task => Report(task, false))],
            [.. workers.Sessions.OrderBy(session => session.Worker).Skip(page.From).Take(page.Limit).Select(session => WorkerReporter.Of(session, banned))],
            [.. new[] { identity.Warning, health.Error is null ? null : $"The chain cannot be read: {health.Error}" }.OfType<string>()],
            [.. epochs.Live().Select(epoch => new EpochReport(epoch.Number, epoch.State.ToString(), epoch.Reason, epoch.Signers, epoch.ChangedAt))],
            Vitals());
    }

    /// <summary>One task with its histories; null if it is not ours.</summary>
    public TaskReport? Report(Bytes32 task) => open.Find(task) is { } found ? Report(found, true) : null;

    /// <summary>Whether the task is in a deal of this pool.</summary>
    public bool Has(Bytes32 task) => open.Find(task) is not null;

    /// <summary>How far one task is; null if it is not ours.</summary>
    public TaskLive? Live(Bytes32 task) => open.Find(task) is not { } found ? null : new(
        found.Task.Id,
        found.Task.State.ToString(),
        found.Task.Reason,
        TaskLifecycle.Table.IsTerminal(found.Task.State),
        [.. found.Replicas.Select(replica => (Replica: replica, Live: board.Of(replica))).Where(row => row.Live is not null).Select(row => new WorkerLive(row.Replica.Worker, row.Replica.State.ToString(), row.Live!))]);

    private TaskReport Report(OpenTask found, bool history)
    {
        var task = found.Task;
        var ended = TaskLifecycle.Table.IsTerminal(task.State);
        return new(
            task.Id,
            task.Deal,
            task.Index,
            task.State.ToString(),
            task.Reason,
            Math.Max((int)found.Deal.Terms.Trust, 1),
            task.RevealDeadline == 0 ? null : Time(task.RevealDeadline),
            task.ResultHash,
            task.Digest,
            task.AppFailed,
            task.CreatedAt,
            task.ChangedAt,
            [.. found.Replicas.Select(replica => Report(replica, ended, history))],
            history ? Changes(tasks.History(task.Id)) : null,
            task.Path.ToString(),
            task.Epoch,
            ended ? TaskReasons.Ended.Code : CodeOf(task));
    }

    private ReplicaStatus Report(ReplicaRecord replica, bool ended, bool history)
    {
        var changes = history ? replicas.History(replica.Task, replica.Worker) : null;
        return new(
            replica.Worker,
            replica.State.ToString(),
            replica.AssignedAt,
            replica.CommittedAt,
            ended ? replica.ResultHash : null,
            replica.Blame,
            replica.Message,
            changes is null ? null : Changes(changes),
            ended ? null : board.Of(replica),
            changes is null ? null : ReplicaEvidence.KindOf(replica.State, replica.Blame, replica.ResultHash is not null, changes is [.., var last] ? last.Evidence : "")?.Code);
    }

    private string CodeOf(TaskRecord task) =>
        health.Error is not null ? TaskReasons.ChainUnreachable.Code
        : open.ReasonOf(task.Id)?.Kind.Code ?? (task.Attempts > 0 ? TaskReasons.StepFailed : TaskReasons.Unexplained).Code;

    private SchedulerVitals Vitals() => new(
        typeof(StatusReporter).Assembly.GetName().Version?.ToString(3) ?? "",
        database.Name,
        recorder.StartedAt,
        Environment.WorkingSet,
        workers.Count,
        open.Count,
        Math.Round(recorder.AssignmentsPerSecond, 2),
        Math.Round(recorder.SettlementsPerSecond, 2),
        open.CountByReason());

    private static IReadOnlyList<StateChange> Changes(IReadOnlyList<StateMove> moves) =>
        [.. moves.Select(move => new StateChange(move.FromState, move.ToState, DateTimeOffset.FromUnixTimeMilliseconds(move.At), move.Evidence))];

    private static DateTimeOffset? Time(ulong? seconds) => seconds is { } value ? DateTimeOffset.FromUnixTimeSeconds((long)value) : null;
}
