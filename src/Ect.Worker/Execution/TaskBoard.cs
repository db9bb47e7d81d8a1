using Ect.Ethereum;
using Ect.Wire;
using Ect.Worker.Assignments;
using Ect.Worker.Contributions;
using Ect.Worker.Epochs;
using Ect.Worker.Guardian;
using Ect.Worker.Preferences;
using Ect.Worker.Sessions;
using Microsoft.Extensions.Logging;

namespace Ect.Worker.Execution;

/// <summary>The worker's slots: what runs in them, and what the scheduler may do to it.</summary>
internal sealed partial class TaskBoard(
    int allSlots,
    TaskRunner runner,
    ContributionJournal journal,
    GuardianBoard guardians,
    SettlementDesk desk,
    StakeBook stakes,
    ISchedulerPost post,
    TimeProvider time,
    ILogger logger) : ISessionHandler
{
    private readonly Lock gate = new();
    private readonly Dictionary<Bytes32, Run> running = [];
    private CancellationToken stop;
    private DateTimeOffset? assignedAt;
    private int slots = allSlots;
    private Rest? rest;
    private Action slotFreed = static () => { };

    /// <inheritdoc/>
    public int FreeSlots
    {
        get
        {
            lock (gate)
            {
                return rest is null ? Math.Max(0, slots - running.Count) : 0;
            }
        }
    }

    /// <inheritdoc/>
    public Rest? Rest
    {
        get
        {
            lock (gate)
            {
                return rest;
            }
        }
    }

    /// <summary>When the scheduler last gave a task; null if it never did.</summary>
    public DateTimeOffset? AssignedAt
    {
        get
        {
            lock (gate)
            {
                return assignedAt;
            }
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<Bytes32> Running
    {
        get
        {
            lock (gate)
            {
                return [.. running.Keys];
            }
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<WorkerMessage> Outstanding => guardians.Outstanding;

    /// <summary>Tasks that start from now on stop with the token; whenever a slot becomes free, the action is called.</summary>
    public void Start(Action onSlotFreed, CancellationToken cancellationToken) => (slotFreed, stop) = (onSlotFreed, cancellationToken);

    /// <summary>Lends so many slots, or none while the worker rests, from now on; what runs goes on. Returns whether that changes what the scheduler should know.</summary>
    public bool Lend(int most, Rest? why)
    {
        lock (gate)
        {
            var isNews = most != slots || why?.Cause != rest?.Cause || why?.Until != rest?.Until;
            (slots, rest) = (most, why);
            return isNews;
        }
    }

    /// <inheritdoc/>
    public void Assign(Assignment assignment)
    {
        if (assignment.Task.Length != Bytes32.Size)
        {
            LogNonsense(assignment.Task.Length);
            return;
        }

        if (!assignment.Authorization.IsEmpty)
        {
            lock (gate)
            {
                assignedAt = time.GetUtcNow();
            }
        }

        var task = Bytes32.FromBytes(assignment.Task.Span);
        if (journal.Find(task) is { } known)
        {
            Repeat(known);
            return;
        }

        CancellationTokenSource cancel;
        lock (gate)
        {
            if (running.ContainsKey(task))
            {
                // Sent again because the scheduler does not know. Declining would give the task away; heartbeats name it.
                LogRunningAlready(task);
                return;
            }

            if (rest is not null)
            {
                if (!assignment.Authorization.IsEmpty)
                {
                    Decline(task, $"{RefusalReason.Resting}: {RestingMessage.Of(rest)!.Reason}.");
                }

                return;
            }

            if (running.Count >= slots)
            {
                // What the scheduler did not assign is no concern of its; the worker comes upon it again.
                if (!assignment.Authorization.IsEmpty)
                {
                    Decline(task, $"{RefusalReason.NoFreeSlot}: all {slots} slots are busy.");
                }

                return;
            }

            cancel = CancellationTokenSource.CreateLinkedTokenSource(stop);
            running[task] = new Run(cancel);
            running[task].Work = Task.Run(() => RunAsync(task, assignment, cancel), CancellationToken.None);
        }
    }

    /// <inheritdoc/>
    public void Cancel(Bytes32 task, string reason)
    {
        lock (gate)
        {
            if (running.TryGetValue(task, out var run))
            {
                LogCancelled(task, reason);
                run.Cancel.Cancel();
                return;
            }
        }

        // Nothing to stop: the owner should know, and the guardian decides by the chain.
        LogCancelledLate(task, reason);
        runner.Forget(task);
        guardians.Wake(task);
    }

    /// <summary>Stops computing a task and says so, in time for others to do it. Nothing of it was promised yet, so it costs nothing.</summary>
    public void GiveBack(Bytes32 task, string reason)
    {
        lock (gate)
        {
            if (running.TryGetValue(task, out var run) && run.GivenBack is null)
            {
                run.GivenBack = reason;
                run.Cancel.Cancel();
            }
        }
    }

    /// <inheritdoc/>
    public void Receipted(Bytes32 task, Receipt receipt)
    {
        if (!guardians.Deliver(task, receipt))
        {
            LogStranger(task, nameof(Receipt));
        }
    }

    /// <inheritdoc/>
    public void Anchored(Bytes32 task, Anchored anchored)
    {
        if (!guardians.Deliver(task, anchored))
        {
            LogStranger(task, nameof(Wire.Anchored));
        }
    }

    /// <inheritdoc/>
    public void OpeningAccepted(Bytes32 task) => desk.NoteAccepted(task);

    /// <inheritdoc/>
    public void Propose(Proposal proposal) => desk.Propose(proposal);

    /// <inheritdoc/>
    public void Ended(Bytes32 task, string outcome)
    {
        LogEnded(task, outcome);
        guardians.Wake(task);
    }

    /// <summary>Completes when nothing runs any more.</summary>
    public Task StoppedAsync()
    {
        lock (gate)
        {
            return Task.WhenAll(running.Values.Select(run => run.Work));
        }
    }

    private async Task RunAsync(Bytes32 task, Assignment assignment, CancellationTokenSource cancel)
    {
        try
        {
            await runner.RunAsync(task, assignment, cancel.Token);
        }
        catch (OperationCanceledException)
        {
            // Asked for. Nothing of the task was promised to anybody yet.
            var givenBack = GivenBack(task);
            if (givenBack is { } reason && !assignment.Authorization.IsEmpty)
            {
                Decline(task, $"{RefusalReason.Resting}: {reason}");
            }

            // When this worker stops, or gives it back, the task may come again.
            if (givenBack is null && !stop.IsCancellationRequested)
            {
                runner.Forget(task);
            }
        }
        catch (Exception e)
        {
            LogBug(task, e);
        }
        finally
        {
            stakes.Release(task);
            lock (gate)
            {
                running.Remove(task);
                cancel.Dispose();
            }

            slotFreed();
        }
    }

    private string? GivenBack(Bytes32 task)
    {
        lock (gate)
        {
            return running[task].GivenBack;
        }
    }

    // The scheduler has forgotten, or never heard, how far this worker is with the task.
    private void Repeat(ContributionRecord known)
    {
        if (ContributionLifecycle.IsTerminal(known.State) || known.State == ContributionState.LeftOut)
        {
            Decline(known.Task, $"{RefusalReason.AlreadyDone}: the task has ended for this worker, {known.Outcome}.");
            return;
        }

        foreach (var message in ContributionMessages.Outstanding(known))
        {
            post.Send(message);
        }

        guardians.Wake(known.Task);
    }

    private void Decline(Bytes32 task, string reason)
    {
        LogDeclined(task, reason);
        post.Send(ContributionMessages.Declined(task, reason));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Task {TaskId}: cancelled by the scheduler: {Reason}")]
    private partial void LogCancelled(Bytes32 taskId, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Task {TaskId}: the scheduler says {Outcome}; asking the chain")]
    private partial void LogEnded(Bytes32 taskId, string outcome);

    [LoggerMessage(Level = LogLevel.Information, Message = "Task {TaskId}: declined: {Reason}")]
    private partial void LogDeclined(Bytes32 taskId, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Task {TaskId}: the scheduler cancels what is not running here: {Reason}")]
    private partial void LogCancelledLate(Bytes32 taskId, string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Task {TaskId}: assigned again while it runs")]
    private partial void LogRunningAlready(Bytes32 taskId);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Task {TaskId}: {Kind} for a task that is not under way here")]
    private partial void LogStranger(Bytes32 taskId, string kind);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The scheduler assigned a task whose id has {Length} bytes; ignored")]
    private partial void LogNonsense(int length);

    [LoggerMessage(Level = LogLevel.Error, Message = "Task {TaskId}: an error that should not happen")]
    private partial void LogBug(Bytes32 taskId, Exception exception);

    private sealed class Run(CancellationTokenSource cancel)
    {
        public CancellationTokenSource Cancel { get; } = cancel;

        public Task Work { get; set; } = Task.CompletedTask;

        /// <summary>Why it is given back; null if it is not.</summary>
        public string? GivenBack { get; set; }
    }
}
