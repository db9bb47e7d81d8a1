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

        if (Read(message, task, session.Worker, replica, out var malformed) is not { } commitment)
        {
            LogRefused(task, session.Worker, malformed!);
            await faults.AddAsync(session.Worker, task, FaultKind.FalseOpening, malformed!, ct);
            Cancel(session, task, $"The contribution is refused: {malformed}.");
            return;
        }

        var signature = message.Signature.ToByteArray();
        var epoch = await database.WriteAsync(
            unit =>
            {
                var now = time.GetUtcNow();
                if (ReplicaStore.TryPledge(unit, task, session.Worker, commitment, signature, now))
                {
                    return EpochStore.EnsureOpen(unit, now);
                }

                ReplicaStore.PutPledge(unit, task, session.Worker, commitment, signature, now);
                var pledged = ReplicaMoves.Pledge(unit, ReplicaStore.Find(unit, task, session.Worker)!, "signed commitment received", now);
                return pledged.Epoch ?? EpochStore.EnsureOpen(unit, now);
            },
            ct);
        var receipt = new ReceiptMessage(epoch, task, session.Worker, commitment);
        session.Send(new()
        {
            Receipt = new() { Epoch = epoch, Task = message.Task, Commitment = message.Commitment, Signature = ByteString.CopyFrom(receipt.Sign(domain, options.Key)) },
        });
    }

    private Bytes32? Read(Contributed message, Bytes32 task, Address worker, ReplicaRecord replica, out string? malformed)
    {
        var commitment = message.Commitment.Length == Bytes32.Size ? Bytes32.FromBytes(message.Commitment.Span) : Bytes32.Zero;
        malformed = commitment.IsZero ? "a commitment has 32 bytes, not all zero"
            : replica.Pledge is { } before && before != commitment ? $"another commitment, {before}, was signed before"
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
