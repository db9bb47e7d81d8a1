using System.Data.Common;
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
using Ect.Scheduler.Status;
using Ect.Scheduler.Storage;
using Ect.Scheduler.Telemetry;
using Ect.Scheduler.Why;
using Ect.Scheduler.Workers;
using Microsoft.Extensions.DependencyInjection;
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
    LeadWatch lead,
    OpenTasks open,
    ReplicaStore replicas,
    WorkerRegistry workers,
    DemandBook demands,
    [FromKeyedServices(DemandBook.Spares)] DemandBook spares,
    DealTurns turns,
    DrawBook draws,
    AssignmentDesk assignments,
    EvidenceBook evidence,
    Deeds deeds,
    EpochTasks epochTasks,
    EpochDriver epochs,
    EpochDeeds epochDeeds,
    Aftermath aftermath,
    SettlementNews news,
    Wakeup wakeup,
    LastAdmissions lastAdmissions,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<TaskDriver> logger) : BackgroundService
{
    private static readonly TimeSpan SlowLook = TimeSpan.FromSeconds(2);

    private readonly SchedulingLimits _limits = options.Limits;
    private readonly StragglerRule _stragglers = options.Stragglers;
    private readonly Rota _rota = new();
    private readonly HashSet<Bytes32> _changed = [];
    private readonly Leftovers _leftovers = new();
    private readonly Dictionary<Bytes32, string> _explained = [];
    private int _ended;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = options.PollInterval;
        while (!stoppingToken.IsCancellationRequested)
        {
            var began = time.GetTimestamp();
            try
            {
                await RunOnceAsync(stoppingToken);
                pause = options.PollInterval;
                Meters.Look.Record(time.GetElapsedTime(began).TotalSeconds);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception exception) when (exception is not (ChainMismatchException or DeploymentException or LeadershipLostException))
            {
                health.Failed(exception.Message);
                Meters.Failures.Add(1, new("of", "look"), new("error", exception.GetType().Name));
                LogFailed(exception.Message, exception is NodeUnreachableException or ChainMovedException or DbException { IsTransient: true } ? null : exception);
                pause = pause * 2 < options.MaxBackoff ? pause * 2 : options.MaxBackoff;
            }

            // Many messages make one look, not one each; looks that take long leave some of the machine to others.
            await Task.Delay(Pause(time.GetElapsedTime(began)), time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await wakeup.WaitAsync(pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await deeds.DrainAsync();
        await epochDeeds.DrainAsync();
    }

    private TimeSpan Pause(TimeSpan look)
    {
        var least = options.PollInterval / 10;
        var pause = look / 4;
        return pause < least ? least : pause < options.PollInterval ? pause : options.PollInterval;
    }

    /// <summary>One look at what changed, and in turn at the rest.</summary>
    public async Task RunOnceAsync(CancellationToken ct)
    {
        using var span = Meters.Spans.StartActivity("look");
        var watch = new StepWatch(time);
        lead.EnsureLeads();
        await identity.EnsureAsync(ct);
        news.Tell(await chain.RunOnceAsync(ct));
        watch.Done("chain");
        Refresh();
        if (await audit.FindContradictionAsync(open, ct))
        {
            await chain.RewindAsync(-1, ct);
            return;
        }

        if (await epochTasks.DecidePathsAsync(open, ct) | await GiveUpSilentAsync(ct))
        {
            Refresh();
        }

        watch.Done("refresh");
        var admissions = await epochTasks.AdmissionsAsync(open.Index, ct);
        watch.Done("seats");
        lastAdmissions.Put(admissions);
        foreach (var id in _rota.Next(open.Count, () => open.Ids, _changed))
        {
            await LookAsync(id, admissions, ct);
        }

        _changed.Clear();
        watch.Done("decide");
        await epochs.RunOnceAsync(_leftovers, ct);
        aftermath.RunOnce(ct);
        watch.Done("epochs");
        Tell(await assignments.AssignAsync(admissions, ct));
        Forget();
        watch.Done("assign");
        if (options.Drain && open.Index.InFlight.Count == 0 && epochs.Live == 0)
        {
            LogDrained(open.Count);
            lifetime.StopApplication();
        }

        if (watch.Total > SlowLook)
        {
            LogSlow(watch.Total.TotalSeconds, open.Count, watch.ToString());
        }
    }

    private void Refresh() => _changed.UnionWith(open.Refresh());

    /// <summary>Decides about one task, and notes what it needs and why it waits.</summary>
    private async Task LookAsync(Bytes32 id, IReadOnlyDictionary<Bytes32, DealAdmission> admissions, CancellationToken ct)
    {
        _leftovers.Remove(id);
        demands.Remove(id);
        spares.Remove(id);
        _explained.Remove(id);
        if (open.Known(id) is not { } task)
        {
            _ended++;
            return;
        }

        if (deeds.IsUnderWay(id))
        {
            return;
        }

        await GiveUpLateAsync(task, ct);
        var reason = await DecideAsync(task, admissions.GetValueOrDefault(task.Deal.Id), ct);
        open.Explain(id, reason);
        if (demands.Contains(id) || spares.Contains(id))
        {
            _explained[id] = reason?.Text ?? "";
        }
    }

    /// <summary>Says of tasks that got less than they need why.</summary>
    private void Tell(IReadOnlyDictionary<Bytes32, Reason> unmet)
    {
        foreach (var (id, why) in unmet)
        {
            if (_explained.TryGetValue(id, out var reason))
            {
                open.Explain(id, why.Kind.Say($"{reason} Waiting, because {why}."));
            }
        }
    }

    /// <summary>What was kept of deals that are over, now and then.</summary>
    private void Forget()
    {
        if (_ended > open.Count + Rota.Turn)
        {
            _ended = 0;
            var deals = open.Index.Deals.Select(deal => deal.Id).ToHashSet();
            turns.Keep(deals);
            draws.Keep(deals);
            open.Paces.Keep(deals);
        }
    }

    /// <summary>Ends silent sessions and moves the assignments of silent workers to Lost. Returns whether there were any.</summary>
    private async Task<bool> GiveUpSilentAsync(CancellationToken ct)
    {
        foreach (var session in workers.Sessions.Where(session => workers.IsSilent(session.Worker)))
        {
            session.Close($"nothing was heard of it for {options.Lease.TotalSeconds} s");
        }

        var silent = open.Index.Assigned.Where(pair => workers.IsSilent(pair.Key)).SelectMany(pair => pair.Value.Select(task => (task, pair.Key))).ToList();
        foreach (var (task, worker) in silent)
        {
            await GiveUpAsync(task, worker, ReplicaEvidence.Silent(options.Lease), ct);
        }

        return silent.Count > 0;
    }

    /// <summary>Moves assignments that take too long to Lost; the next look decides what follows.</summary>
    private async Task GiveUpLateAsync(OpenTask task, CancellationToken ct)
    {
        if (!task.Replicas.Any(replica => replica.State == ReplicaState.Assigned))
        {
            return;
        }

        var views = TaskViews.Replicas(task, health.Now, time.GetUtcNow());
        foreach (var (replica, view) in task.Replicas.Zip(views).Where(pair => pair.First.State == ReplicaState.Assigned))
        {
            if (SchedulerDecision.IsLate(view, task.Deal.Terms, health.Now, _limits))
            {
                await GiveUpAsync(task.Task.Id, replica.Worker, ReplicaEvidence.Late(task.Deal.Terms.Duration + _limits.CommitGrace), ct);
                wakeup.Signal();
            }
        }
    }

    private async Task GiveUpAsync(Bytes32 task, Address worker, string reason, CancellationToken ct)
    {
        if (await replicas.TryMoveAsync(task, worker, ReplicaState.Assigned, ReplicaState.Lost, reason, ct))
        {
            workers.Find(worker)?.Forget(task);
            LogLost(task, worker, reason);
        }
    }

    /// <summary>Decides about a task and starts the deed or notes the demand. Returns the reason for people.</summary>
    private async Task<Reason?> DecideAsync(OpenTask task, DealAdmission? admission, CancellationToken ct)
    {
        if (task.Task.State == TaskState.Settling)
        {
            await deeds.ResumeSettlingAsync(task, ct);
            return null;
        }

        var action = task.Task.Path == TaskPath.Epoch
            ? epochTasks.Decide(task, admission)
            : SchedulerDecision.Decide(TaskViews.Chain(task, await evidence.OfAsync(task, ct)), TaskViews.Replicas(task, health.Now, time.GetUtcNow()), health.Now, _limits, TaskViews.Votes(task).Keys.ToHashSet());
        switch (action)
        {
            case TaskAction.Anchor:
                _leftovers.Put(task);
                return ActionReason.Of(action);
            case TaskAction.FallBack fallBack:
                await epochTasks.FallBackAsync(task, fallBack.Reason, ct);
                wakeup.Signal();
                return null;
            case TaskAction.Wait { For: WaitFor.Workers } when _stragglers.AllowsSpare(task, open.Paces.Usual(task.Deal.Id), time.GetUtcNow(), health.Now):
                spares.Put(task, 1);
                return ActionReason.Of(action);
            case TaskAction.Wait or TaskAction.Done:
                return ActionReason.Of(action);
            case TaskAction.Assign assign when BlameRule.Waits(task, options.BlameQuorum) is { } blame:
                if (time.GetUtcNow() >= blame.Until)
                {
                    demands.Put(task, 1);
                }

                return blame.Reason.Kind.Say($"{blame.Reason}. Tried again now and then until the deadline; then the requester is refunded.");
            case TaskAction.Assign assign:
                demands.Put(task, assign.Count);
                return ActionReason.Of(action);
            case var _ when time.GetUtcNow() < task.Task.RetryAt:
                return null; // keeps the reason of the failed attempt
            default:
                deeds.Start(task, action, ct);
                return ActionReason.Of(action);
        }
    }

    [LoggerMessage(LogLevel.Information, "Drained: no worker has anything of this pool. {OpenTasks} open tasks wait for a scheduler; start it without draining and it goes on")]
    private partial void LogDrained(int openTasks);

    [LoggerMessage(LogLevel.Warning, "A look at {OpenTasks} open tasks took {Seconds:F1} s ({Steps})")]
    private partial void LogSlow(double seconds, int openTasks, string steps);

    [LoggerMessage(LogLevel.Warning, "The look at chain and tasks failed: {Reason}")]
    private partial void LogFailed(string reason, Exception? exception);

    [LoggerMessage(LogLevel.Warning, "Task {TaskId}: worker {Worker} is given up: {Reason}")]
    private partial void LogLost(Bytes32 taskId, Address worker, string reason);
}
