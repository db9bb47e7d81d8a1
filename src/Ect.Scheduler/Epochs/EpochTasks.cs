using Ect.Ethereum;
using Ect.Protocol.Deals;
using Ect.Protocol.Epochs;
using Ect.Protocol.Lifecycles;
using Ect.Protocol.Scheduling;
using Ect.Scheduler.Chain;
using Ect.Scheduler.Replicas;
using Ect.Scheduler.Storage;
using Ect.Scheduler.Tasks;
using Ect.Scheduler.Workers;
using Microsoft.Extensions.Logging;

namespace Ect.Scheduler.Epochs;

/// <summary>Single tasks on the epoch path: which take it, what they need, and when they leave it.</summary>
internal sealed partial class EpochTasks(
    SchedulerOptions options,
    Database database,
    TaskStore tasks,
    SeatBook seats,
    Admissions admissions,
    WorkerRegistry workers,
    ChainHealth health,
    TimeProvider time,
    ILogger<EpochTasks> logger)
{
    private readonly SchedulingLimits _scheduling = options.Limits;
    private readonly EpochLimits _limits = options.EpochLimits;

    /// <summary>Decides the path of deals that nobody has looked at yet. Returns whether there were any.</summary>
    public async Task<bool> DecidePathsAsync(OpenTasks open, CancellationToken ct)
    {
        var undecided = open.Index.Undecided.Select(open.Known).OfType<OpenTask>().Select(task => task.Deal).DistinctBy(deal => deal.Id).ToList();
        foreach (var deal in undecided)
        {
            // Who sits down later is not seated for this deal: where nobody is now, nobody will be.
            var path = EpochTaskDecision.IsPossible(deal.Terms) && (await seats.RosterAsync(ct)).Seats > 0 ? TaskPath.Epoch : TaskPath.Direct;
            await tasks.DecidePathAsync(deal.Id, path, ct);
            LogPath(deal.Id, path);
        }

        return undecided.Count > 0;
    }

    /// <summary>Who may contribute to the open deals, as far as not just anybody may whom we pick.</summary>
    public Task<IReadOnlyDictionary<Bytes32, DealAdmission>> AdmissionsAsync(OpenTaskIndex open, CancellationToken ct)
    {
        var asked = open.Deals.Where(deal => open.IsOnEpochPath(deal.Id) || !DealMode.IsPrivate(deal.Terms.Mode));
        return admissions.OfAsync(asked, workers.Sessions.Select(session => session.Worker).Concat(open.InFlight), health.Now, health.Now, ct);
    }

    /// <summary>What one task needs.</summary>
    public TaskAction Decide(OpenTask open, DealAdmission? admission)
    {
        var replicas = TaskViews.Replicas(open, health.Now, time.GetUtcNow());
        return EpochTaskDecision.Decide(
            open.Deal.Terms,
            admission is null ? replicas : [.. replicas.Select(replica => replica with { Bits = admission.Bits(replica.Worker) })],
            worker => admission is null || admission.Draw is null || admission.IsAdmitted(worker, open.Task.Index - open.Deal.Terms.First),
            open.Task.Epoch,
            ProgressAt(open),
            health.Now,
            _scheduling,
            _limits);
    }

    /// <summary>The task goes on over the direct path: its workers have their authorisations.</summary>
    public async Task FallBackAsync(OpenTask open, string reason, CancellationToken ct)
    {
        var left = await database.WriteAsync(
            unit =>
            {
                var now = time.GetUtcNow();
                if (!TaskStore.TryLeaveEpochPath(unit, open.Task, reason, now))
                {
                    return false;
                }

                ReplicaMoves.LeaveEpochPath(unit, open.Task.Id, now);
                return true;
            },
            ct);
        if (left)
        {
            LogFallBack(open.Task.Id, reason);
        }
    }

    /// <summary>When the task or its deal last moved, by the chain's clock. Asked for late tasks only.</summary>
    private ulong ProgressAt(OpenTask open)
    {
        var start = open.Deal.Terms.Start;
        if (health.Now <= EpochTaskDecision.FallsBackAt(open.Deal.Terms, start))
        {
            return start;
        }

        var moved = open.Replicas.Select(replica => replica.ChangedAt).Append(tasks.LastCompletionOf(open.Deal.Id)).Max();
        var age = Math.Max(0, (time.GetUtcNow() - moved).TotalSeconds);
        return health.Now - (ulong)Math.Min(health.Now, age);
    }

    [LoggerMessage(LogLevel.Information, "Deal {DealId}: its tasks take the path {Path}")]
    private partial void LogPath(Bytes32 dealId, TaskPath path);

    [LoggerMessage(LogLevel.Warning, "Task {TaskId}: goes on over the direct path, because {Reason}")]
    private partial void LogFallBack(Bytes32 taskId, string reason);
}
