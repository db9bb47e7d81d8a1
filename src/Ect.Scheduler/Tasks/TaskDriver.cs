using Ect.Contracts;
using Ect.Ethereum;
using Ect.Ethereum.Rpc;
using Ect.Ethereum.Transactions;
using Ect.Protocol.Lifecycles;
using Ect.Protocol.Scheduling;
using Ect.Scheduler.Assignments;
using Ect.Scheduler.Chain;
using Ect.Scheduler.Epochs;
using Ect.Scheduler.Grid;
using Ect.Scheduler.Replicas;
using Ect.Scheduler.Workers;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ect.Scheduler.Tasks;

/// <summary>The scheduler's one loop: read the chain, give up who is gone, decide about each open task, have it done.</summary>
internal sealed partial class TaskDriver(
    SchedulerOptions options,
    ChainIdentity identity,
    ChainSync chain,
    ChainHealth health,
    TaskAudit audit,
    TaskStore tasks,
    ReplicaStore replicas,
    WorkerRegistry workers,
    AssignmentDesk assignments,
    EvidenceBook evidence,
    Deeds deeds,
    EpochTasks epochTasks,
    EpochDriver epochs,
    EpochDeeds epochDeeds,
    Aftermath aftermath,
    SettlementNews news,
    Wakeup wakeup,
    TimeProvider time,
    ILogger<TaskDriver> logger) : BackgroundService
{
    private readonly SchedulingLimits _limits = options.Limits;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = options.PollInterval;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunOnceAsync(stoppingToken);
                pause = options.PollInterval;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception exception) when (exception is not (ChainMismatchException or DeploymentException))
            {
                health.Failed(exception.Message);
                LogFailed(exception.Message, exception is NodeUnreachableException or ChainMovedException ? null : exception);
                pause = pause * 2 < options.MaxBackoff ? pause * 2 : options.MaxBackoff;
            }

            // Many messages make one look, not one each.
            await Task.Delay(options.PollInterval / 10, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await wakeup.WaitAsync(pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await deeds.DrainAsync();
        await epochDeeds.DrainAsync();
    }

    /// <summary>One look at everything.</summary>
    public async Task RunOnceAsync(CancellationToken ct)
    {
        await identity.EnsureAsync(ct);
        news.Tell(await chain.RunOnceAsync(ct));
        var open = tasks.LoadOpen();
        if (await audit.FindContradictionAsync(open, ct))
        {
            await chain.RewindAsync(-1, ct);
            return;
        }

        var isChanged = await epochTasks.DecidePathsAsync(open, ct);
        isChanged |= await GiveUpAsync(open, ct);
        open = isChanged ? tasks.LoadOpen() : open;
        var admitted = await epochTasks.AdmissionsAsync(open, ct);
        var ready = new HashSet<Bytes32>();
        var demands = new List<Demand>();
        var reasons = new Dictionary<Bytes32, string>();
        foreach (var task in open.Where(task => !deeds.IsUnderWay(task.Task.Id)))
        {
            if (await DecideAsync(task, admitted.GetValueOrDefault(task.Deal.Id), ready, demands, ct) is { } reason)
            {
                reasons[task.Task.Id] = reason;
            }
        }

        await epochs.RunOnceAsync(open, ready, ct);
        aftermath.RunOnce(open, ct);
        var unmet = await assignments.AssignAsync(demands, open, ct);
        foreach (var task in open.Where(task => reasons.ContainsKey(task.Task.Id)))
        {
            var reason = reasons[task.Task.Id] + (unmet.TryGetValue(task.Task.Id, out var why) ? $" Waiting, because {why}." : "");
            if (reason != task.Task.Reason)
            {
                await tasks.SetReasonAsync(task.Task.Id, reason, ct);
            }
        }
    }

    /// <summary>Ends silent sessions and moves the replicas of silent and late workers to Lost. Returns whether there were any.</summary>
    private async Task<bool> GiveUpAsync(IReadOnlyList<OpenTask> open, CancellationToken ct)
    {
        foreach (var session in workers.Sessions.Where(session => workers.IsSilent(session.Worker)))
        {
            session.Close($"nothing was heard of it for {options.Lease.TotalSeconds} s");
        }

        var any = false;
        foreach (var task in open)
        {
            var views = TaskViews.Replicas(task, health.Now, time.GetUtcNow());
            foreach (var (replica, view) in task.Replicas.Zip(views).Where(pair => pair.First.State == ReplicaState.Assigned))
            {
                var reason = workers.IsSilent(replica.Worker) ? $"the worker was silent for {options.Lease.TotalSeconds} s"
                    : SchedulerDecision.IsLate(view, task.Deal.Terms, health.Now, _limits) ? $"no commitment within {task.Deal.Terms.Duration + _limits.CommitGrace} s"
                    : null;
                if (reason is not null && await replicas.TryMoveAsync(task.Task.Id, replica.Worker, ReplicaState.Assigned, ReplicaState.Lost, reason, ct))
                {
                    any = true;
                    workers.Find(replica.Worker)?.Forget(task.Task.Id);
                    LogLost(task.Task.Id, replica.Worker, reason);
                }
            }
        }

        return any;
    }

    /// <summary>Decides about a task and starts the deed or notes the demand. Returns the reason for people.</summary>
    private async Task<string?> DecideAsync(OpenTask open, DealAdmission? admission, HashSet<Bytes32> ready, List<Demand> demands, CancellationToken ct)
    {
        if (open.Task.State == TaskState.Settling)
        {
            await deeds.ResumeSettlingAsync(open, ct);
            return null;
        }

        var action = open.Task.Path == TaskPath.Epoch
            ? epochTasks.Decide(open, admission)
            : SchedulerDecision.Decide(TaskViews.Chain(open, await evidence.OfAsync(open, ct)), TaskViews.Replicas(open, health.Now, time.GetUtcNow()), health.Now, _limits, TaskViews.Votes(open).Keys.ToHashSet());
        switch (action)
        {
            case TaskAction.Anchor:
                ready.Add(open.Task.Id);
                return action.Reason;
            case TaskAction.FallBack fallBack:
                await epochTasks.FallBackAsync(open, fallBack.Reason, ct);
                wakeup.Signal();
                return null;
            case TaskAction.Wait or TaskAction.Done:
                return action.Reason;
            case TaskAction.Assign assign when BlameRule.Waits(open, options.BlameQuorum) is { } blame:
                if (time.GetUtcNow() >= blame.Until)
                {
                    demands.Add(new(open, 1, admission));
                }

                return $"{blame.Reason}. Tried again now and then until the deadline; then the requester is refunded.";
            case TaskAction.Assign assign:
                demands.Add(new(open, assign.Count, admission));
                return action.Reason;
            case var _ when time.GetUtcNow() < open.Task.RetryAt:
                return null; // keeps the reason of the failed attempt
            default:
                deeds.Start(open, action, ct);
                return action.Reason;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The look at chain and tasks failed: {Reason}")]
    private partial void LogFailed(string reason, Exception? exception);

    [LoggerMessage(LogLevel.Warning, "Task {TaskId}: worker {Worker} is given up: {Reason}")]
    private partial void LogLost(Bytes32 taskId, Address worker, string reason);
}
