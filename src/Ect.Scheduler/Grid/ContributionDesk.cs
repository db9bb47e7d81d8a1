using Ect.Ethereum;
using Ect.Protocol.Epochs;
using Ect.Protocol.Lifecycles;
using Ect.Protocol.Signing;
using Ect.Scheduler.Epochs;
using Ect.Scheduler.Replicas;
using Ect.Scheduler.Storage;
using Ect.Scheduler.Tasks;
using Ect.Scheduler.Workers;
using Ect.Wire;
using Google.Protobuf;
using Microsoft.Extensions.Logging;

namespace Ect.Scheduler.Grid;

/// <summary>Takes signed commitments on the epoch path: writes them down, then answers with a receipt, which is a promise.</summary>
internal sealed partial class ContributionDesk(
    SchedulerOptions options, EctDomain domain, Database database, OpenTasks tasks, FaultStore faults, TimeProvider time, ILogger<ContributionDesk> logger)
{
    public async Task TakeAsync(WorkerSession session, Bytes32 task, Contributed message, CancellationToken ct)
    {
        var signature = message.Signature.ToByteArray();
        var commitment = Read(message, task, session.Worker, out var malformed);
        if (commitment is { } usual && await TryTakeAsync(task, session.Worker, usual, signature, ct) is { } number)
        {
            Acknowledge(session, message, task, usual, number);
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

        if (open.Task.Path != TaskPath.Epoch)
        {
            // No receipt: the worker sees on chain, or by the clock, that the task is on the direct path.
            LogOffPath(task, session.Worker);
            return;
        }

        malformed ??= replica.Pledge is { } before && before != commitment ? $"another commitment, {before}, was signed before" : null;
        if (malformed is not null)
        {
            LogRefused(task, session.Worker, malformed);
            await faults.AddAsync(session.Worker, task, FaultKind.FalseOpening, malformed, ct);
            Cancel(session, task, $"The contribution is refused: {malformed}.");
            return;
        }

        var epoch = await database.WriteAsync(
            unit =>
            {
                var now = time.GetUtcNow();
                ReplicaStore.PutPledge(unit, task, session.Worker, commitment!.Value, signature, now);
                var pledged = ReplicaMoves.Pledge(unit, ReplicaStore.Find(unit, task, session.Worker)!, "signed commitment received", now);
                return pledged.Epoch ?? EpochStore.EnsureOpen(unit, now);
            },
            ct);
        Acknowledge(session, message, task, commitment!.Value, epoch);
    }

    /// <summary>As most come: the first word after an assignment. The epoch that it goes into; null if this one comes otherwise.</summary>
    private Task<ulong?> TryTakeAsync(Bytes32 task, Address worker, Bytes32 commitment, byte[] signature, CancellationToken ct) =>
        database.WriteAsync(
            unit =>
            {
                var now = time.GetUtcNow();
                return ReplicaStore.TryPledge(unit, task, worker, commitment, signature, now) ? EpochStore.EnsureOpen(unit, now) : (ulong?)null;
            },
            ct);

    private void Acknowledge(WorkerSession session, Contributed message, Bytes32 task, Bytes32 commitment, ulong epoch)
    {
        var receipt = new ReceiptMessage(epoch, task, session.Worker, commitment);
        session.Send(new()
        {
            Receipt = new() { Epoch = epoch, Task = message.Task, Commitment = message.Commitment, Signature = ByteString.CopyFrom(receipt.Sign(domain, options.Key)) },
        });
    }

    private Bytes32? Read(Contributed message, Bytes32 task, Address worker, out string? malformed)
    {
        var commitment = message.Commitment.Length == Bytes32.Size ? Bytes32.FromBytes(message.Commitment.Span) : Bytes32.Zero;
        malformed = commitment.IsZero ? "a commitment has 32 bytes, not all zero"
            : !new ContributionMessage(task, commitment).IsSigned(domain, message.Signature.Span, worker) ? $"it is not signed by {worker} for this hub"
            : null;
        return malformed is null ? commitment : null;
    }

    private static void Cancel(WorkerSession session, Bytes32 task, string reason) =>
        session.Send(new() { Cancelled = new() { Task = ByteString.CopyFrom(task.ToBytes()), Reason = reason } });

    [LoggerMessage(LogLevel.Information, "Task {TaskId}: a commitment of worker {Worker} came after the task had left the epoch path")]
    private partial void LogOffPath(Bytes32 taskId, Address worker);

    [LoggerMessage(LogLevel.Warning, "Task {TaskId}: the contribution of worker {Worker} is refused: {Reason}")]
    private partial void LogRefused(Bytes32 taskId, Address worker, string reason);
}
