using Ect.Ethereum;
using Ect.Scheduler.Assignments;
using Ect.Scheduler.Replicas;
using Ect.Scheduler.Tasks;
using Ect.Scheduler.Workers;
using Ect.Wire;
using Google.Protobuf;
using Microsoft.Extensions.Logging;

namespace Ect.Scheduler.Grid;

/// <summary>What the scheduler makes of each message of a logged-in worker. Believes nothing that the chain can tell.</summary>
internal sealed partial class Conversation(
    ReplicaStore replicas, FaultStore faults, OpeningDesk openings, AssignmentDesk assignments, Wakeup wakeup, ILogger<Conversation> logger)
{
    private const int MaxText = 500;

    public async Task HandleAsync(WorkerSession session, WorkerMessage message, CancellationToken ct)
    {
        switch (message.BodyCase)
        {
            case WorkerMessage.BodyOneofCase.Heartbeat:
                await BeatAsync(session, message.Heartbeat, ct);
                break;
            case WorkerMessage.BodyOneofCase.Declined when TryId(message.Declined.Task, out var task):
                await GiveBackAsync(session, task, Blame.Unspecified, $"declined: {message.Declined.Reason}", ct);
                break;
            case WorkerMessage.BodyOneofCase.Failed when TryId(message.Failed.Task, out var task):
                await GiveBackAsync(session, task, message.Failed.Blame, message.Failed.Message, ct);
                break;
            case WorkerMessage.BodyOneofCase.Committed when TryId(message.Committed.Task, out var task):
                session.Forget(task); // the chain's event makes it count
                break;
            case WorkerMessage.BodyOneofCase.Opened when TryId(message.Opened.Task, out var task):
                session.Forget(task);
                await openings.TakeAsync(session, task, message.Opened, ct);
                break;
            default:
                session.Close($"After the login a worker does not send {message.BodyCase}, nor task ids of other than 32 bytes.");
                return;
        }

        wakeup.Signal();
    }

    private async Task BeatAsync(WorkerSession session, Heartbeat heartbeat, CancellationToken ct)
    {
        var running = heartbeat.Running.Where(id => id.Length == Bytes32.Size).Select(id => Bytes32.FromBytes(id.Span)).ToHashSet();
        if (session.Beat(heartbeat.FreeSlots, running))
        {
            // What was assigned before a reconnect or a restart may never have reached the worker.
            await assignments.SendAgainAsync(session, running, ct);
        }

        session.Send(new() { HeartbeatReply = new() { WaitingReason = session.WaitingReason } });
    }

    private async Task GiveBackAsync(WorkerSession session, Bytes32 task, Blame blame, string message, CancellationToken ct)
    {
        session.Forget(task);
        var reason = message.Length > MaxText ? message[..MaxText] : message;
        if (!await replicas.TryFailAsync(task, session.Worker, blame, reason, ct))
        {
            return;
        }

        LogGivenBack(task, session.Worker, blame, reason);
        if (blame is Blame.Worker)
        {
            await faults.AddAsync(session.Worker, task, FaultKind.Failed, reason, ct);
        }
    }

    private static bool TryId(ByteString bytes, out Bytes32 id)
    {
        id = bytes.Length == Bytes32.Size ? Bytes32.FromBytes(bytes.Span) : default;
        return !id.IsZero;
    }

    [LoggerMessage(LogLevel.Warning, "Task {TaskId}: worker {Worker} gave it back, blaming {Blame}: {Reason}")]
    private partial void LogGivenBack(Bytes32 taskId, Address worker, Blame blame, string reason);
}
