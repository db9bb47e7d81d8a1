using Ect.Content;
using Ect.Ethereum;
using Ect.Ethereum.Rpc;
using Ect.Protocol.Contributions;
using Ect.Wire;
using Ect.Worker.Assignments;
using Ect.Worker.Contributions;
using Ect.Worker.Epochs;
using Ect.Worker.Guardian;
using Ect.Worker.Inputs;
using Ect.Worker.Live;
using Ect.Worker.Results;
using Ect.Worker.Runtimes;
using Ect.Worker.Runtimes.Checkpoints;
using Ect.Worker.Sessions;
using Microsoft.Extensions.Logging;

namespace Ect.Worker.Execution;

/// <summary>Takes one assignment from the check to the journal, where its guardian takes over.</summary>
internal sealed partial class TaskRunner(
    Address worker,
    string scratchRoot,
    AssignmentValidator validator,
    InputPreparer inputs,
    IRuntime runtime,
    CheckpointStore checkpoints,
    ResultBuilder results,
    ContributionJournal journal,
    EpochClerk clerk,
    GuardianBoard guardians,
    ISchedulerPost post,
    LiveFeeds feeds,
    RunGate gate,
    RunsUnderWay runs,
    TimeProvider time,
    ILogger logger)
{
    /// <summary>Runs to the end, whatever happens; only cancellation is thrown.</summary>
    public async Task RunAsync(Bytes32 task, Assignment assignment, CancellationToken cancellationToken)
    {
        try
        {
            feeds.Checking(task, assignment);
            switch (await validator.ValidateAsync(assignment, cancellationToken))
            {
                case AssignmentVerdict.Valid valid:
                    await ComputeAsync(valid.Assignment, cancellationToken);
                    break;
                case AssignmentVerdict.Refused refused:
                    Decline(task, assignment.Authorization.Length, refused.Reason, refused.Message);
                    break;
                case AssignmentVerdict.Unworkable unworkable:
                    Fail(task, assignment.Authorization.Length, unworkable.Blame, unworkable.Message);
                    break;
            }
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            Fail(task, assignment.Authorization.Length, BlameOf(e), e.Message);
            if (BlameOf(e) == Blame.Worker && e is not (InputException or ContentException or IOException))
            {
                LogBug(task, e);
            }
        }
    }

    /// <summary>The task is over for this worker, and does not run: nobody goes on with it.</summary>
    public void Forget(Bytes32 task) => checkpoints.Remove(task);

    private async Task ComputeAsync(VerifiedAssignment assignment, CancellationToken cancellationToken)
    {
        var task = assignment.Task;
        LogStarted(task, assignment.DealId, assignment.Index);
        using var scratch = Scratch.Create(scratchRoot, task);
        var limits = TaskLimits.For(assignment.Deal);
        await using var feed = feeds.Open(assignment, limits.WallTime, gate);
        using var entry = runs.Enter(assignment, feed, limits.WallTime);
        feed.Enter(Phase.Fetching);
        using var prepared = await inputs.PrepareAsync(assignment, scratch.Input, limits.AppBytes, cancellationToken);
        LogPrepared(task);
        if (gate.IsClosed)
        {
            feed.Enter(Phase.Paused);
            await gate.WhenOpenAsync(cancellationToken);
        }

        feed.Enter(Phase.Running);

        var outcome = await runtime.RunAsync(
            new RunRequest
            {
                AppPath = prepared.AppPath,
                Arguments = assignment.Params.Args,
                Environment = TaskEnvironment.Of(assignment, prepared.HasDataset),
                InputFolder = scratch.Input,
                OutputFolder = scratch.Output,
                Seed = task.ToBytes(),
                Needs = assignment.Params.Needs,
                Limits = limits,
                Tap = feed,
                Gate = gate,
                Checkpoint = checkpoints.Of(task),
            },
            cancellationToken);
        feed.Enter(Phase.Building);
        feed.End();
        switch (outcome)
        {
            case RunOutcome.Declined declined:
                Decline(task, assignment.Authorization.Length, RefusalReason.MachineUnfit, declined.Reason);
                return;
            case RunOutcome.WorkerFailed failed:
                Fail(task, assignment.Authorization.Length, Blame.Worker, failed.Reason);
                return;
            case RunOutcome.AppFailed failed when !Determinism.IsDeterministic(failed.Kind):
                Fail(task, assignment.Authorization.Length, Blame.App, failed.Message);
                return;
            case RunOutcome.AppFailed failed:
                LogAppFailed(task, failed.Kind, failed.Message);
                break;
            default:
                LogComputed(task, outcome.Usage.Fuel, outcome.Usage.Wall.TotalSeconds);
                break;
        }

        var result = await results.BuildAsync(assignment, outcome, scratch.Output, cancellationToken);
        Commit(assignment, result);
        Forget(task);
    }

    private void Commit(VerifiedAssignment assignment, BuiltResult result)
    {
        var salt = Commitment.NewSalt();
        var record = new ContributionRecord
        {
            Task = assignment.Task,
            Index = assignment.Index,
            Deal = assignment.EncodedDeal,
            DealId = assignment.DealId,
            Authorization = assignment.Authorization,
            ResultHash = result.ResultHash,
            Salt = salt,
            Commitment = Commitment.Of(assignment.Task, worker, result.ResultHash, salt),
            Digest = result.Digest,
            CallbackData = result.CallbackData,
            AppFailed = result.AppFailed,
            ComputedAt = time.GetUtcNow(),
        };
        if (assignment.IsOnEpochPath)
        {
            record = record with { Epoch = new EpochPart { Signature = clerk.Sign(record.Task, record.Commitment), ProgressAt = record.ComputedAt } };
        }

        journal.Add(record);
        LogWritten(record.Task, record.Digest);
        guardians.Guard(record);
        if (record.IsOnEpochPath)
        {
            post.Send(ContributionMessages.Contributed(record));
        }
    }

    private void Decline(Bytes32 task, int authorizationLength, RefusalReason reason, string message)
    {
        LogDeclined(task, reason, message);
        Forget(task);
        Tell(authorizationLength, ContributionMessages.Declined(task, $"{reason}: {message}"));
    }

    private void Fail(Bytes32 task, int authorizationLength, Blame blame, string message)
    {
        LogFailed(task, blame, message);
        if (blame != Blame.Network)
        {
            // Otherwise the scheduler may well give it to this worker again.
            Forget(task);
        }

        Tell(authorizationLength, ContributionMessages.Failed(task, blame, message));
    }

    // What the scheduler did not assign is no concern of its.
    private void Tell(int authorizationLength, WorkerMessage message)
    {
        if (authorizationLength > 0)
        {
            post.Send(message);
        }
    }

    private static Blame BlameOf(Exception e) => e switch
    {
        InputException input => input.Blame,
        NodeUnreachableException or RpcException or RevertException => Blame.Network,
        _ => Blame.Worker,
    };

    [LoggerMessage(Level = LogLevel.Information, Message = "Task {TaskId}: started, index {Index} of deal {DealId}")]
    private partial void LogStarted(Bytes32 taskId, Bytes32 dealId, uint index);

    [LoggerMessage(Level = LogLevel.Information, Message = "Task {TaskId}: app and inputs verified, running")]
    private partial void LogPrepared(Bytes32 taskId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Task {TaskId}: computed with {Fuel} fuel in {Seconds:F2} s")]
    private partial void LogComputed(Bytes32 taskId, long fuel, double seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Task {TaskId}: the app failed, which is its result: {Kind}, {Reason}")]
    private partial void LogAppFailed(Bytes32 taskId, AppFailure kind, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Task {TaskId}: result {Digest} written down")]
    private partial void LogWritten(Bytes32 taskId, Bytes32 digest);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Task {TaskId}: declined, {Reason}: {Explanation}")]
    private partial void LogDeclined(Bytes32 taskId, RefusalReason reason, string explanation);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Task {TaskId}: not computed, blame {Blame}: {Reason}")]
    private partial void LogFailed(Bytes32 taskId, Blame blame, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Task {TaskId}: an error that should not happen")]
    private partial void LogBug(Bytes32 taskId, Exception exception);
}
