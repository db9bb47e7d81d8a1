using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Contributions;
using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Deals;
using Ect.Scheduler.Epochs;
using Ect.Scheduler.Replicas;
using Ect.Scheduler.Storage;
using Ect.Scheduler.Tasks;
using Ect.Scheduler.Workers;
using Ect.Wire;
using Google.Protobuf;
using Microsoft.Extensions.Logging;

namespace Ect.Scheduler.Grid;

/// <summary>Takes openings from workers: only what the commitment on chain hides counts as a vote.</summary>
internal sealed partial class OpeningDesk(
    Database database, OpenTasks tasks, FaultStore faults, HubClient hub, TimeProvider time, ILogger<OpeningDesk> logger)
{
    public async Task TakeAsync(WorkerSession session, Bytes32 task, Opened message, CancellationToken ct)
    {
        if (tasks.DealOf(task) is { } deal && Read(message, deal, out _) is { } usual && await TryDiscloseAsync(session, message, task, usual, ct))
        {
            return;
        }

        if (tasks.Find(task) is not { } open || open.Replicas.SingleOrDefault(replica => replica.Worker == session.Worker) is not { } replica)
        {
            Cancel(session, task, "this pool's scheduler never assigned it to you");
            return;
        }

        // A deal that a re-org removed may come back, and its contributions with it.
        if (ReplicaLifecycle.Table.IsTerminal(replica.State) || open.Task.State is TaskState.Completed or TaskState.Failed)
        {
            SettlementNews.Tell(session, replica);
            return;
        }

        if (Read(message, open.Deal, out var malformed) is not { } opening)
        {
            await RefuseAsync(session, task, malformed!, ct);
            return;
        }

        if (replica is { Pledge: { } pledge, Commitment: null } && open.Task.Path == TaskPath.Epoch)
        {
            await DiscloseAsync(session, message, replica, pledge, opening, ct);
            return;
        }

        var commitment = replica.Commitment ?? (await hub.ContributionAsync(task, session.Worker, ct)).Commitment;
        if (!commitment.IsZero && commitment != Commitment.Of(task, session.Worker, opening.ResultHash, opening.Salt))
        {
            await RefuseAsync(session, task, $"the opening does not match the commitment {commitment} on chain", ct);
            return;
        }

        if (!commitment.IsZero)
        {
            await database.WriteAsync(unit => Take(unit, replica, opening, commitment), ct);
            session.Send(new() { OpenedAccepted = new() { Task = message.Task } });
        }
        else if (await database.WriteAsync(unit => TryKeep(unit, replica, opening), ct))
        {
            // Our node has not seen the commitment yet: the opening waits for it, and is acknowledged when it counts.
            LogEarly(task, session.Worker);
        }
        else
        {
            await TakeAsync(session, task, message, ct);
        }
    }

    private void Take(UnitOfWork unit, ReplicaRecord replica, ReceivedOpening opening, Bytes32 commitment)
    {
        var now = time.GetUtcNow();
        ReplicaStore.PutOpening(unit, replica.Task, replica.Worker, opening, now);
        ReplicaStore.PutCommitment(unit, replica.Task, replica.Worker, commitment, replica.CommittedBlock, now);
        ReplicaMoves.Commit(unit, replica.Task, replica.Worker, $"commitment {commitment} on chain", now);
    }

    /// <summary>Keeps an opening for a commitment to come; false if that was read from the chain since the node was asked for it.</summary>
    private bool TryKeep(UnitOfWork unit, ReplicaRecord replica, ReceivedOpening opening)
    {
        if (ReplicaStore.Find(unit, replica.Task, replica.Worker)!.Commitment is not null)
        {
            return false;
        }

        ReplicaStore.PutOpening(unit, replica.Task, replica.Worker, opening, time.GetUtcNow());
        return true;
    }

    /// <summary>
    /// An opening on the epoch path. It is acknowledged if it counts in the next proposal: one that comes while others sign
    /// may count later.
    /// </summary>
    private async Task DiscloseAsync(WorkerSession session, Opened message, ReplicaRecord replica, Bytes32 pledge, ReceivedOpening opening, CancellationToken ct)
    {
        if (pledge != Commitment.Of(replica.Task, session.Worker, opening.ResultHash, opening.Salt))
        {
            await RefuseAsync(session, replica.Task, $"the opening does not match the signed commitment {pledge}", ct);
            return;
        }

        var counts = await database.WriteAsync(unit =>
        {
            var now = time.GetUtcNow();
            ReplicaStore.PutOpening(unit, replica.Task, session.Worker, opening, now);
            ReplicaMoves.Pledge(unit, ReplicaStore.Find(unit, replica.Task, session.Worker)!, "opened", now);
            return !EpochStore.IsProposed(unit, replica.Task);
        }, ct);
        Acknowledge(session, message, counts);
    }

    /// <summary>As most come: the first word after the commitment. False if this one comes otherwise: nothing is done then.</summary>
    private async Task<bool> TryDiscloseAsync(WorkerSession session, Opened message, Bytes32 task, ReceivedOpening opening, CancellationToken ct)
    {
        var pledge = Commitment.Of(task, session.Worker, opening.ResultHash, opening.Salt);
        var counts = await database.WriteAsync(
            unit => ReplicaStore.TryDisclose(unit, task, session.Worker, pledge, opening, time.GetUtcNow()) ? !EpochStore.IsProposed(unit, task) : (bool?)null, ct);
        Acknowledge(session, message, counts is true);
        return counts is not null;
    }

    private static void Acknowledge(WorkerSession session, Opened message, bool counts)
    {
        if (counts)
        {
            session.Send(new() { OpenedAccepted = new() { Task = message.Task } });
        }
    }

    /// <summary>The opening if it is well formed and its result hash follows from what it brings; else why not.</summary>
    private static ReceivedOpening? Read(Opened message, DealRecord deal, out string? malformed)
    {
        malformed = null;
        if (message.ResultHash.Length != Bytes32.Size || message.Salt.Length != Bytes32.Size || message.Digest.Length != Bytes32.Size)
        {
            malformed = "result hash, salt and digest have 32 bytes each";
            return null;
        }

        if (message.CallbackData.Length > ResultHash.MaxCallbackBytes)
        {
            malformed = $"the consumer's data has {message.CallbackData.Length} bytes; at most {ResultHash.MaxCallbackBytes} bytes fit in a settlement";
            return null;
        }

        var callbackData = message.CallbackData.ToByteArray();
        var opening = new ReceivedOpening(
            Bytes32.FromBytes(message.ResultHash.Span), Bytes32.FromBytes(message.Salt.Span), Bytes32.FromBytes(message.Digest.Span), callbackData, message.AppFailed);
        var expected = message.AppFailed
            ? ResultHash.OfFailure(opening.Digest)
            : ResultHash.Of(opening.Digest, deal.Terms.Callback.IsZero ? null : callbackData);
        if (opening.Digest.IsZero || opening.ResultHash != expected)
        {
            malformed = $"the result hash does not follow from digest {opening.Digest} and the callback data: nobody could finalise it";
            return null;
        }

        return opening;
    }

    private async Task RefuseAsync(WorkerSession session, Bytes32 task, string reason, CancellationToken ct)
    {
        LogRefused(task, session.Worker, reason);
        await faults.AddAsync(session.Worker, task, FaultKind.FalseOpening, reason, ct);
        Cancel(session, task, $"The opening is refused: {reason}.");
    }

    private static void Cancel(WorkerSession session, Bytes32 task, string reason) =>
        session.Send(new() { Cancelled = new() { Task = ByteString.CopyFrom(task.ToBytes()), Reason = reason } });

    [LoggerMessage(LogLevel.Information, "Task {TaskId}: the opening of worker {Worker} came before its commitment was seen on chain")]
    private partial void LogEarly(Bytes32 taskId, Address worker);

    [LoggerMessage(LogLevel.Warning, "Task {TaskId}: the opening of worker {Worker} is refused: {Reason}")]
    private partial void LogRefused(Bytes32 taskId, Address worker, string reason);
}
