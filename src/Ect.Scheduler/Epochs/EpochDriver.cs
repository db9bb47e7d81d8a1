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
    private readonly ProposedTasks _tasks = new();

    /// <summary>Epochs that were closed and not settled at the last look.</summary>
    public int Live { get; private set; }

    /// <summary>One look at every epoch, the oldest first.</summary>
    /// <param name="leftovers">Tasks that wait for the next anchor. Those that an epoch takes are removed: no other may take them in the same look.</param>
    /// <param name="ct">Ends the look.</param>
    public async Task RunOnceAsync(Leftovers leftovers, CancellationToken ct)
    {
        var live = epochs.Live();
        Live = live.Count;
        _tasks.Keep(live);
        var now = time.GetUtcNow();
        var reasons = new Dictionary<ulong, string>();
        var unproposed = live.Count(epoch => epoch.State is EpochState.Closed or EpochState.Anchored);
        foreach (var epoch in live.Where(epoch => now >= epoch.RetryAt && !deeds.IsUnderWay(Name(epoch))))
        {
            var action = await AdvanceAsync(epoch, leftovers, ct);
            unproposed -= action is EpochAction.Propose or EpochAction.Abandon ? 1 : 0;
            if (action is EpochAction.Wait && epoch.Reason != action.Reason)
            {
                reasons[epoch.Number] = action.Reason;
            }
        }

        if (reasons.Count > 0)
        {
            await epochs.SetReasonsAsync(reasons, ct);
        }

        if (open.Index.OnEpochPath > 0)
        {
            await CloseAsync(leftovers, live.Count(epoch => epoch.State == EpochState.Closed), unproposed, ct);
        }
    }

    /// <summary>Decides about an epoch and has it done. Returns the decision; null if there was none to make.</summary>
    private async Task<EpochAction?> AdvanceAsync(EpochRecord epoch, Leftovers leftovers, CancellationToken ct)
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
            return null;
        }

        var now = time.GetUtcNow();
        var signedBy = epoch.State == EpochState.Proposed ? epochs.SignedBy(epoch) : new HashSet<Address>();
        var view = EpochViews.Of(epoch, open.Index.AwaitedBy(epoch.Number), signedBy, now, _startedAt);
        List<OpenTask> candidates = [];
        if (epoch.State == EpochState.Anchored && !EpochDecision.Awaits(view, _limits))
        {
            candidates = Candidates(epoch, leftovers, now);
            if (await AdmissionsAsync(epoch, candidates, ct) is not { } admitted)
            {
                return null; // The loop has yet to read what happened.
            }

            view = view.With(candidates, admitted, now);
        }

        var action = EpochDecision.Decide(view, _limits);
        switch (action)
        {
            case EpochAction.Anchor:
                deeds.Start(Name(epoch), stop => AnchorAsync(epoch, stop), ct);
                break;
            case EpochAction.Propose propose:
                await ProposeAsync(epoch, propose, leftovers, ct);
                break;
            case EpochAction.Abandon abandon:
                await AbandonAsync(epoch, EpochState.Anchored, abandon.Reason, [.. candidates.Where(task => task.Task.Epoch is null).Select(task => task.Task.Id)], ct);
                candidates.ForEach(task => leftovers.Remove(task.Task.Id));
                break;
            case EpochAction.LeaveOut leaveOut:
                await LeaveOutAsync(epoch, leaveOut, ct);
                break;
            case EpochAction.Seal seal:
                deeds.Start(Name(epoch), stop => SealAsync(epoch, seal.Reason, stop), ct);
                break;
            case EpochAction.Settle:
                deeds.Start(Name(epoch), stop => SettleAsync(epoch, stop), ct);
                break;
            default:
                break;
        }

        return action;
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
        var waiting = open.Index.OfEpoch(epoch.Number);
        var gone = _tasks.Of(epoch, open.Index).Count(task => task is not { } id || !waiting.Contains(id));
        return gone > 0 ? $"{gone} of its tasks are gone" : null;
    }

    /// <summary>What an epoch may settle: its own tasks, and of those that no epoch has as many as it may have room for.</summary>
    private List<OpenTask> Candidates(EpochRecord epoch, Leftovers leftovers, DateTimeOffset now) =>
    [
        .. open.Index.OfEpoch(epoch.Number).Select(open.Known).OfType<OpenTask>(),
        .. leftovers.InOrder(now).Take(2 * _limits.MaxTasks),
    ];

    /// <summary>Who may contribute to the candidates as of the anchor; null while the chain has no such anchor.</summary>
    private async Task<IReadOnlyDictionary<Bytes32, DealAdmission>?> AdmissionsAsync(EpochRecord epoch, List<OpenTask> candidates, CancellationToken ct)
    {
        var chain = await hub.EpochOfAsync(options.Key.Address, epoch.Number, ct);
        return chain.Status == EpochStatus.Anchored && chain.IsRoot(epoch.Root!.Value)
            ? await admissions.OfAsync(candidates.Select(task => task.Deal), candidates.SelectMany(task => task.Replicas).Select(replica => replica.Worker), chain.At, health.Now, ct)
            : null;
    }

    /// <summary>
    /// Closes the open epoch as often as it is worth it: once with the commitments, then for what earlier epochs had no room
    /// for. What belongs to it is read again in the transaction: a receipt is a promise.
    /// </summary>
    private async Task CloseAsync(Leftovers leftovers, int unanchored, int unproposed, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var fresh = open.Index.Unanchored.Select(open.Known).OfType<OpenTask>().SelectMany(task => task.Replicas).Where(replica => replica is { State: ReplicaState.Pledged, Epoch: null }).ToList();
        var again = leftovers.Unopened.Where(task => task.Task.RetryAt <= now).Take(_limits.MaxTasks).ToList();
        var gathered = new GatheredCommitments(
            fresh.Count + again.Count,
            again.Count > 0 ? _limits.Interval : fresh.Count == 0 ? TimeSpan.Zero : now - fresh.Min(replica => replica.PledgedAt ?? now),
            open.Index.Computing,
            unanchored,
            unproposed,
            Live,
            leftovers.CountAt(now),
            leftovers.FilledWith(_limits.MaxTasks, _limits.MaxFullEpochs + 1, now));
        while (EpochDecision.WhyClose(gathered, _limits) is { } why)
        {
            // An anchor has one commitment at least; what was opened under an earlier one needs no other.
            var tasks = gathered.Count > 0 ? again : [.. leftovers.InOrder(now).Take(1)];
            var closed = await database.WriteAsync(unit => Close(unit, [.. tasks.Select(task => task.Task.Id)], why, now), ct);
            if (closed is not { } epoch)
            {
                return;
            }

            LogClosed(epoch.Number, epoch.Commitments, epoch.Tasks, why);
            tasks.ForEach(task => leftovers.Remove(task.Task.Id));
            Live++;
            if (epochs.Find(epoch.Number) is { State: EpochState.Closed } record)
            {
                deeds.Start(Name(record), stop => AnchorAsync(record, stop), ct);
            }

            gathered = gathered with
            {
                Count = 0, Unanchored = gathered.Unanchored + 1, Unproposed = gathered.Unproposed + 1, Live = gathered.Live + 1, Left = leftovers.CountAt(now),
            };
            wakeup.Signal();
        }
    }

    private static (ulong Number, int Commitments, int Tasks)? Close(UnitOfWork unit, IReadOnlyList<Bytes32> again, string why, DateTimeOffset now)
    {
        var number = EpochStore.EnsureOpen(unit, now);
        var fresh = ReplicaStore.UnanchoredPledges(unit);
        var tasks = TaskStore.Load(unit, [.. fresh.Select(replica => replica.Task).Concat(again).Distinct()])
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
