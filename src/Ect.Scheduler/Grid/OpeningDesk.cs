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
        // Of a task that is known to have left the epoch path nothing needs to be tried there: there is no way back.
        string? malformed = null;
        var known = tasks.Known(task);
        var opening = known is null ? null : Read(message, known.Deal, out malformed);
        if (opening is not null && known!.Task.Path != TaskPath.Direct && await TryDiscloseAsync(session, message, task, opening, ct))
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

        opening ??= known is null ? Read(message, open.Deal, out malformed) : null;
        if (opening is null)
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

        if (!await database.WriteAsync(unit => TryKeep(unit, replica, opening), ct))
        {
            await TakeAsync(session, task, message, ct);
        }
        else if (commitment.IsZero)
        {
            // Our node has not seen the commitment yet: the opening waits for it, and is acknowledged when it counts.
            LogEarly(task, session.Worker);
        }
        else
        {
            session.Send(new() { OpenedAccepted = new() { Task = message.Task } });
        }
    }

    /// <summary>
    /// Keeps an opening: it counts as soon as the commitment's block is read, for what the chain said ahead of that a re-org may
    /// take back unseen. False if the store has another commitment than before.
    /// </summary>
    private bool TryKeep(UnitOfWork unit, ReplicaRecord replica, ReceivedOpening opening)
    {
        var now = time.GetUtcNow();
        if (ReplicaStore.Find(unit, replica.Task, replica.Worker)!.Commitment != replica.Commitment)
        {
            return false;
        }

        ReplicaStore.PutOpening(unit, replica.Task, replica.Worker, opening, now);
        ReplicaMoves.OpenIfTrue(unit, ReplicaStore.Find(unit, replica.Task, replica.Worker)!, now);
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
