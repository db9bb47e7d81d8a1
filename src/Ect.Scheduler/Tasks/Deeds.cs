using System.Collections.Concurrent;
using Ect.Contracts;
using Ect.Ethereum.Rpc;
using Ect.Ethereum;
using Ect.Protocol.Lifecycles;
using Ect.Protocol.Scheduling;
using Ect.Scheduler.Telemetry;
using Microsoft.Extensions.Logging;

namespace Ect.Scheduler.Tasks;

/// <summary>
/// Sends what was decided to the chain, one deed a task at a time, beside the loop. A deed reads the chain again
/// before it sends, and a refusal because somebody else was faster is no error: the event will tell.
/// </summary>
internal sealed partial class Deeds(
    TaskStore tasks, HubClient hub, SchedulerOptions options, Wakeup wakeup, TimeProvider time, ILogger<Deeds> logger)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    private static readonly Func<ILogger, Bytes32, Bytes32, IDisposable?> Scope = LoggerMessage.DefineScope<Bytes32, Bytes32>("task {TaskId} of deal {DealId}");

    private readonly ConcurrentDictionary<Bytes32, Task> _underWay = new();

    public bool IsUnderWay(Bytes32 task) => _underWay.ContainsKey(task);

    /// <summary>Starts a deed unless the task has one under way.</summary>
    public void Start(OpenTask open, TaskAction action, CancellationToken ct)
    {
        var listed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (_underWay.TryAdd(open.Task.Id, listed.Task))
        {
            _underWay[open.Task.Id] = RunAsync(listed.Task, open, action, ct);
            listed.SetResult();
        }
    }

    /// <summary>Waits until no deed is under way.</summary>
    public Task DrainAsync() => Task.WhenAll(_underWay.Values);

    /// <summary>A task that was being settled when the process ended, or whose settlement was mined: what the chain says now.</summary>
    public async Task ResumeSettlingAsync(OpenTask open, CancellationToken ct)
    {
        var chain = await hub.TaskAsync(open.Task.Id, ct);
        if (!IsEnded(chain))
        {
            await tasks.TryMoveAsync(open.Task.Id, TaskState.Settling, Before(chain), "no settlement is under way and the chain shows none", ct);
        }
    }

    private async Task RunAsync(Task listed, OpenTask open, TaskAction action, CancellationToken ct)
    {
        await listed;
        using var span = Meters.Spans.StartActivity("deed");
        span?.SetTag("ect.task", open.Task.Id.ToString()).SetTag("ect.deal", open.Deal.Id.ToString()).SetTag("ect.deed", Name(action));
        using var scope = Scope(logger, open.Task.Id, open.Deal.Id);
        try
        {
            await PerformAsync(open, action, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Stopping: the next start looks at the chain and goes on.
        }
        catch (Exception exception)
        {
            LogBroken(exception, open.Task.Id);
        }
        finally
        {
            _underWay.TryRemove(open.Task.Id, out _);
            wakeup.Signal();
        }
    }

    private async Task PerformAsync(OpenTask open, TaskAction action, CancellationToken ct)
    {
        var id = open.Task.Id;
        var chain = await hub.TaskAsync(id, ct);
        var known = open.Replicas.Count(replica => ReplicaLifecycle.IsContributor(replica.State));
        if (IsEnded(chain) || chain.Contributors != known)
        {
            return; // The loop has yet to read what happened.
        }

        var send = Write(open, action, ct);
        if (send is null)
        {
            await PostponeAsync(open, "The workers agree, but none of them told the digest or the consumer's data that the chain needs.", ct);
            return;
        }

        var settles = action is not TaskAction.OpenReveal;
        if (settles && !await tasks.TryMoveAsync(id, open.Task.State, TaskState.Settling, $"{Name(action)}: {action.Reason}", ct))
        {
            return;
        }

        try
        {
            if (await send() is not { } receipt)
            {
                LogOvertaken(id, Name(action));
                return;
            }

            LogDone(id, Name(action), receipt.TransactionHash, receipt.GasUsed);
            await tasks.ClearPostponementAsync(id, ct);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            await UndoAsync(open, action, settles, exception, ct);
        }
    }

    /// <summary>Nothing came of it: if the chain shows no end, the task goes back and is tried again later.</summary>
    private async Task UndoAsync(OpenTask open, TaskAction action, bool settles, Exception exception, CancellationToken ct)
    {
        if (exception is RevertException)
        {
            var chain = await hub.TaskAsync(open.Task.Id, ct);
            if (IsEnded(chain) || (!settles && chain.Status == ChainTaskStatus.Revealing))
            {
                LogOvertaken(open.Task.Id, Name(action));
                return;
            }
        }

        Meters.Failures.Add(1, new("of", Name(action)), new("error", exception.GetType().Name));
        LogRefused(open.Task.Id, Name(action), exception.Message);
        await PostponeAsync(open, $"{Name(action)} did not succeed, it will be tried again: {exception.Message}", ct);
        if (settles)
        {
            await tasks.TryMoveAsync(open.Task.Id, TaskState.Settling, open.Task.RevealBlock is null ? TaskState.Running : TaskState.Revealing, exception.Message, ct);
        }
    }

    private Task PostponeAsync(OpenTask open, string reason, CancellationToken ct)
    {
        var pause = FirstPause * Math.Pow(2, Math.Min(20, open.Task.Attempts));
        return tasks.PostponeAsync(open.Task.Id, time.GetUtcNow() + (pause < options.MaxBackoff ? pause : options.MaxBackoff), reason, ct);
    }

    private Func<Task<TransactionReceipt?>>? Write(OpenTask open, TaskAction action, CancellationToken ct)
    {
        var deal = open.Deal.Terms;
        switch (action)
        {
            case TaskAction.OpenReveal:
                return () => hub.OpenRevealAsync(deal, open.Task.Index, ct);
            case TaskAction.Decline:
                return () => hub.DeclineAsync(deal, open.Task.Index, ct);
            case TaskAction.Claim claim:
                return () => hub.ClaimAsync(deal, open.Task.Index, claim.Workers, ct);
            case TaskAction.Finalize finalize when TaskViews.Votes(open).TryGetValue(finalize.ResultHash, out var result):
                return () => hub.FinalizeAsync(deal, open.Task.Index, finalize.Openings, result, ct);
            default:
                return null;
        }
    }

    private static bool IsEnded(ChainTask chain) => chain.Status is ChainTaskStatus.Completed or ChainTaskStatus.Failed;

    private static TaskState Before(ChainTask chain) => chain.Status == ChainTaskStatus.Revealing ? TaskState.Revealing : TaskState.Running;

    private static string Name(TaskAction action) => action switch
    {
        TaskAction.OpenReveal => "openReveal",
        TaskAction.Claim => "claim",
        TaskAction.Decline => "decline",
        _ => "finalize",
    };

    [LoggerMessage(LogLevel.Information, "Task {TaskId}: {Deed} is on chain in {Transaction}, {Gas} gas")]
    private partial void LogDone(Bytes32 taskId, string deed, Bytes32 transaction, ulong gas);

    [LoggerMessage(LogLevel.Information, "Task {TaskId}: somebody else was faster with {Deed}")]
    private partial void LogOvertaken(Bytes32 taskId, string deed);

    [LoggerMessage(LogLevel.Warning, "Task {TaskId}: {Deed} did not succeed: {Reason}")]
    private partial void LogRefused(Bytes32 taskId, string deed, string reason);

    [LoggerMessage(LogLevel.Error, "Task {TaskId}: a deed broke off")]
    private partial void LogBroken(Exception exception, Bytes32 taskId);
}
