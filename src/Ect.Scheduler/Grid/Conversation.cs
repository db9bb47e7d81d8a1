using Ect.Ethereum;
using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Assignments;
using Ect.Scheduler.Epochs;
using Ect.Scheduler.Live;
using Ect.Scheduler.Replicas;
using Ect.Scheduler.Tasks;
using Ect.Scheduler.Why;
using Ect.Scheduler.Workers;
using Ect.Wire;
using Google.Protobuf;
using Microsoft.Extensions.Logging;

namespace Ect.Scheduler.Grid;

/// <summary>What the scheduler makes of each message of a logged-in worker. Believes nothing that the chain can tell.</summary>
internal sealed partial class Conversation(
    ReplicaStore replicas,
    FaultStore faults,
    ContributionDesk contributions,
    OpeningDesk openings,
    SignatureDesk signatures,
    AssignmentDesk assignments,
    EpochNews epochs,
    LiveDesk live,
    Wakeup wakeup,
    ILogger<Conversation> logger)
{
    private const int MaxText = 500;

    public async Task HandleAsync(WorkerSession session, WorkerMessage message, CancellationToken ct)
    {
        switch (message.BodyCase)
        {
            case WorkerMessage.BodyOneofCase.Heartbeat:
                Beat(session, message.Heartbeat);
                break;
            case WorkerMessage.BodyOneofCase.Declined when TryId(message.Declined.Task, out var task):
                await GiveBackAsync(session, task, null, message.Declined.Reason, ct);
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
            case WorkerMessage.BodyOneofCase.Contributed when TryId(message.Contributed.Task, out var task):
                session.Forget(task);
                await contributions.TakeAsync(session, task, message.Contributed, ct);
                break;
            case WorkerMessage.BodyOneofCase.Progress when TryId(message.Progress.Task, out var task):
                live.Take(session, task, message.Progress);
                return; // changes nothing that the driver decides on
            case WorkerMessage.BodyOneofCase.LogChunk when TryId(message.LogChunk.Task, out var task):
                live.Take(session, task, message.LogChunk);
                return;
            case WorkerMessage.BodyOneofCase.Signed:
                await signatures.TakeAsync(session, message.Signed, ct);
                break;
            default:
                session.Refuse($"After the login a worker does not send {message.BodyCase}, nor task ids of other than 32 bytes.");
                return;
        }

        wakeup.Signal();
    }

    private void Beat(WorkerSession session, Heartbeat heartbeat)
    {
        var running = heartbeat.Running.Where(id => id.Length == Bytes32.Size).Select(id => Bytes32.FromBytes(id.Span)).ToHashSet();
        var isFirst = !session.HasBeaten;
        if (isFirst)
        {
            // What was assigned before a reconnect or a restart may never have reached the worker.
            assignments.SendAgain(session, running);
        }

        session.Beat(heartbeat.FreeSlots, running, RestingReason.Of(heartbeat.Resting));
        if (isFirst)
        {
            epochs.SendAgain(session);
        }

        var waiting = (session.Resting ?? session.Waiting)?.Text ?? "";
        if (session.IsNews(waiting))
        {
            session.Send(new() { HeartbeatReply = new() { WaitingReason = waiting } });
        }
    }

    private async Task GiveBackAsync(WorkerSession session, Bytes32 task, Blame? blame, string message, CancellationToken ct)
    {
        session.Forget(task);
        var reason = message.Length > MaxText ? message[..MaxText] : message;
        var isNews = blame is { } party
            ? await replicas.TryFailAsync(task, session.Worker, party, reason, ct)
            : await replicas.TryMoveAsync(task, session.Worker, ReplicaState.Assigned, ReplicaState.Lost, ReplicaEvidence.Declined(reason), ct);
        if (!isNews)
        {
            return;
        }

        LogGivenBack(task, session.Worker, blame?.ToString() ?? "nobody", reason);
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
    private partial void LogGivenBack(Bytes32 taskId, Address worker, string blame, string reason);
}
