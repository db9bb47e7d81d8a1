using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Epochs;
using Ect.Protocol.Lifecycles;
using Ect.Protocol.Signing;
using Ect.Scheduler.Chain;
using Ect.Scheduler.Deals;
using Ect.Scheduler.Replicas;
using Ect.Scheduler.Storage;
using Ect.Scheduler.Tasks;
using Microsoft.Extensions.Logging;

namespace Ect.Scheduler.Epochs;

/// <summary>Leads every epoch from its commitments to its settlement: decides by the pure rule, then has it done.</summary>
internal sealed partial class EpochDriver(
    SchedulerOptions options,
    EctDomain domain,
    Database database,
    EpochStore epochs,
    DealStore deals,
    OpenTasks open,
    Admissions admissions,
    SeatBook seats,
    HubClient hub,
    EpochNews news,
    EpochDeeds deeds,
    Wakeup wakeup,
    ChainHealth health,
    TimeProvider time,
    ILogger<EpochDriver> logger)
{
    private readonly EpochLimits _limits = options.EpochLimits;
    private readonly DateTimeOffset _startedAt = time.GetUtcNow();
    private readonly HashSet<ulong> _told = [];

    /// <summary>Epochs that were closed and not settled at the last look.</summary>
    public int Live { get; private set; }

    /// <summary>One look at every epoch.</summary>
    /// <param name="ready">Tasks whose commitments suffice for the next anchor.</param>
    /// <param name="ct">Ends the look.</param>
    public async Task RunOnceAsync(IReadOnlySet<Bytes32> ready, CancellationToken ct)
    {
        var live = epochs.Live();
        Live = live.Count;
        foreach (var epoch in live.Where(epoch => time.GetUtcNow() >= epoch.RetryAt && !deeds.IsUnderWay(Name(epoch))))
        {
            await AdvanceAsync(epoch, ct);
        }

        if (open.Index.OnEpochPath > 0)
        {
            await CloseAsync(ready, live, ct);
        }
    }

    private async Task AdvanceAsync(EpochRecord epoch, CancellationToken ct)
    {
        if (epoch.State == EpochState.Closed)
        {
            _told.Remove(epoch.Number);
        }
        else if (_told.Add(epoch.Number))
        {
            TellOnce(epoch);
        }

        if (epoch.State is EpochState.Proposed or EpochState.Settling && Gone(epoch) is { } gone)
        {
            await epochs.TryMoveAsync(epoch.Number, epoch.State, EpochState.Anchored, gone, ct);
            wakeup.Signal();
            return;
        }

        if (await ViewAsync(epoch, ct) is not { } view)
        {
            return;
        }

        var action = EpochDecision.Decide(view, _limits);
        switch (action)
        {
            case EpochAction.Anchor:
                deeds.Start(Name(epoch), stop => AnchorAsync(epoch, stop), ct);
                break;
            case EpochAction.Propose propose:
                await ProposeAsync(epoch, propose, ct);
                break;
            case EpochAction.Abandon abandon:
                await AbandonAsync(epoch, EpochState.Anchored, abandon.Reason, ct);
                break;
            case EpochAction.LeaveOut leaveOut:
                await LeaveOutAsync(epoch, leaveOut, ct);
                break;
            case EpochAction.Seal seal:
                if (await epochs.TryMoveAsync(epoch.Number, EpochState.Proposed, EpochState.Settling, seal.Reason, ct))
                {
                    deeds.Start(Name(epoch), stop => SettleAsync(epoch with { State = EpochState.Settling }, stop), ct);
                }

                break;
            case EpochAction.Settle:
                deeds.Start(Name(epoch), stop => SettleAsync(epoch, stop), ct);
                break;
            default:
                if (epoch.Reason != action.Reason)
                {
                    await epochs.SetReasonAsync(epoch.Number, action.Reason, ct);
                }

                break;
        }
    }

    /// <summary>After a start, and when the state is first seen: who was connected meanwhile has heard nothing.</summary>
    private void TellOnce(EpochRecord epoch)
    {
        news.TellAnchored(epoch);
        if (epoch.State == EpochState.Proposed)
        {
            news.TellProposed(epoch);
        }
    }

    /// <summary>Why a proposal cannot be settled any more; null if it can.</summary>
    private string? Gone(EpochRecord epoch)
    {
        var waiting = open.Index.OfEpoch(epoch.Number).ToHashSet();
        var gone = TasksOf(epoch).Count(task => task is not { } id || !waiting.Contains(id));
        return gone > 0 ? $"{gone} of its tasks are gone" : null;
    }

    private IReadOnlyList<Bytes32?> TasksOf(EpochRecord epoch) =>
    [
        .. (PageCodec.Decode(epoch.Pages, out _) ?? []).SelectMany(page => page.Outcomes.Select(outcome =>
            open.Index.Deal(epoch.Deals[page.Deal]) is { } deal ? TaskId.Of(deal.Id, deal.Terms.First + outcome.Offset) : (Bytes32?)null)),
    ];

    /// <summary>What the decision needs, asking the chain for no more than that; null while the chain has no such anchor.</summary>
    private async Task<EpochView?> ViewAsync(EpochRecord epoch, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var signedBy = epoch.State == EpochState.Proposed ? epochs.Signatures(epoch).Keys.ToHashSet() : [];
        var bare = EpochViews.Of(epoch, [], new Dictionary<Bytes32, DealAdmission>(), signedBy, now, _startedAt);
        if (epoch.State != EpochState.Anchored)
        {
            return bare;
        }

        var waiting = open.Index.OfEpoch(epoch.Number).Select(open.Known).OfType<OpenTask>().ToList();
        if (waiting.Any(task => task.Replicas.Any(replica => replica.State == ReplicaState.Pledged && replica.Epoch == epoch.Number)) && bare.SinceAnchor < _limits.OpeningPatience)
        {
            return bare with { Tasks = [.. waiting.Select(task => EpochViews.Awaiting(task, epoch.Number))] };
        }

        var chain = await hub.EpochOfAsync(options.Key.Address, epoch.Number, ct);
        if (chain.Status != EpochStatus.Anchored || !chain.IsRoot(epoch.Root!.Value))
        {
            return null; // The loop has yet to read what happened.
        }

        // Tasks that no epoch has may be settled with this one, if their votes are in.
        List<OpenTask> candidates = [.. waiting, .. open.Index.DisclosedWithoutEpoch(now).Take(2 * _limits.MaxTasks).Select(open.Known).OfType<OpenTask>()];
        var workers = candidates.SelectMany(task => task.Replicas).Select(replica => replica.Worker);
        var admitted = await admissions.OfAsync(candidates.Select(task => task.Deal), workers, chain.At, health.Now, ct);
        return EpochViews.Of(epoch, candidates, admitted, signedBy, now, _startedAt);
    }

    /// <summary>Closes the open epoch if it is worth it. What belongs to it is read again in the transaction: a receipt is a promise.</summary>
    private async Task CloseAsync(IReadOnlySet<Bytes32> agreed, IReadOnlyList<EpochRecord> live, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var fresh = open.Index.Unanchored.Select(open.Known).OfType<OpenTask>().SelectMany(task => task.Replicas).Where(replica => replica is { State: ReplicaState.Pledged, Epoch: null }).ToList();

        // What earlier epochs had no room for needs no new commitments, only an epoch.
        var ready = agreed.Select(open.Known).OfType<OpenTask>()
            .Where(task => task.Task.Epoch is null && task.Task.RetryAt <= now && !task.Replicas.Any(replica => replica is { State: ReplicaState.Pledged, Epoch: null }))
            .Take(_limits.MaxTasks)
            .Select(task => task.Task.Id)
            .ToHashSet();
        var again = ready.Count;
        var gathered = new GatheredCommitments(
            fresh.Count + again,
            again > 0 ? _limits.Interval : fresh.Count == 0 ? TimeSpan.Zero : now - fresh.Min(replica => replica.PledgedAt ?? now),
            open.Index.Computing,
            live.Count(epoch => epoch.State == EpochState.Closed),
            live.Count);
        if (EpochDecision.WhyClose(gathered, _limits) is not { } why)
        {
            return;
        }

        var closed = await database.WriteAsync(unit => Close(unit, ready, why, now), ct);
        if (closed is { } epoch)
        {
            LogClosed(epoch.Number, epoch.Commitments, epoch.Tasks, why);
            wakeup.Signal();
        }
    }

    private static (ulong Number, int Commitments, int Tasks)? Close(UnitOfWork unit, HashSet<Bytes32> ready, string why, DateTimeOffset now)
    {
        var number = EpochStore.EnsureOpen(unit, now);
        var fresh = ReplicaStore.UnanchoredPledges(unit);
        var tasks = TaskStore.Load(unit, [.. fresh.Select(replica => replica.Task).Concat(ready).Distinct()])
            .Where(task => task.Task is { Path: TaskPath.Epoch, Epoch: null } && !TaskLifecycle.Table.IsTerminal(task.Task.State))
            .ToList();
        var waiting = tasks.Select(task => task.Task.Id).ToList();
        var commitments = fresh
            .Concat(tasks.SelectMany(task => task.Replicas).Where(replica => replica is { State: ReplicaState.Pledged or ReplicaState.Disclosed, Pledge: not null }))
            .Select(replica => new AnchoredCommitment(replica.Task, replica.Worker, replica.Pledge!.Value))
            .Distinct()
            .ToList();
        if (commitments.Count == 0 || !EpochStore.TryClose(unit, number, commitments, why, now))
        {
            return null;
        }

        TaskStore.PutEpoch(unit, waiting, number);
        ReplicaStore.PutEpoch(unit, commitments, number);
        return (number, commitments.Count, waiting.Count);
    }

    private static string Name(EpochRecord epoch) => $"epoch {epoch.Number}";

    [LoggerMessage(LogLevel.Information, "Epoch {Epoch}: closed with {Commitments} commitments of {Tasks} tasks, because {Why}")]
    private partial void LogClosed(ulong epoch, int commitments, int tasks, string why);
}
