using System.Threading.Channels;
using Ect.Ethereum;
using Ect.Protocol.Contributions;
using Ect.Wire;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace Ect.Worker.Sessions;

/// <summary>One connection to the scheduler: login, then messages both ways until it breaks.</summary>
internal sealed partial class SchedulerSession(
    Uri scheduler,
    SessionIdentity identity,
    ISessionHandler handler,
    Outbox outbox,
    TimeProvider time,
    ILogger logger)
{
    private static readonly TimeSpan LoginTimeout = TimeSpan.FromSeconds(15);

    // Schedulers hang up on workers that flood them; one with hundreds of openings to tell again must not be among those.
    private const double MessagesPerSecond = 40;
    private const int MessageBurst = 100;

    private readonly Nudge slotFreed = new(time);

    /// <summary>The scheduler's address.</summary>
    public Uri Scheduler => scheduler;

    /// <summary>What the scheduler last said of why there is no work; empty if nothing is amiss.</summary>
    public string WaitingReason { get; private set; } = "";

    /// <summary>When the scheduler let this worker in; null before.</summary>
    public DateTimeOffset? LoggedInAt { get; private set; }

    /// <summary>Makes the worker ask for work at once.</summary>
    public void SlotFreed() => slotFreed.Give();

    /// <summary>Runs until the connection ends.</summary>
    /// <exception cref="RpcException">The scheduler is away, or went.</exception>
    /// <exception cref="SessionRejectedException">It does not want this worker, or is not the one that this worker wants.</exception>
    public async Task RunAsync(CallInvoker invoker, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var call = new Grid.GridClient(invoker).Connect(cancellationToken: stop.Token);
        var welcome = await LoginAsync(call, cancellationToken);
        LoggedInAt = time.GetUtcNow();
        LogWelcome(scheduler, welcome.HeartbeatSeconds, welcome.LeaseSeconds);

        var messages = outbox.Open(() => handler.Outstanding);
        Task[] parts =
        [
            ReadAsync(call.ResponseStream, stop.Token),
            WriteAsync(messages, call.RequestStream, stop.Token),
            BeatAsync(welcome, stop.Token),
        ];
        try
        {
            await await Task.WhenAny(parts);
        }
        finally
        {
            outbox.Close();
            await stop.CancelAsync();
            await Task.WhenAll(parts).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private async Task<Welcome> LoginAsync(AsyncDuplexStreamingCall<WorkerMessage, SchedulerMessage> call, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(LoginTimeout, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            await call.RequestStream.WriteAsync(new WorkerMessage { Hello = identity.Hello() }, limit.Token);
            var challenge = (await NextAsync(call.ResponseStream, SchedulerMessage.BodyOneofCase.Challenge, limit.Token)).Challenge;
            await call.RequestStream.WriteAsync(new WorkerMessage { Login = Sign(challenge) }, limit.Token);
            return (await NextAsync(call.ResponseStream, SchedulerMessage.BodyOneofCase.Welcome, limit.Token)).Welcome;
        }
        catch (Exception e) when (e is OperationCanceledException or RpcException { StatusCode: StatusCode.Cancelled } && deadline.IsCancellationRequested)
        {
            throw new IOException($"The scheduler did not finish the login within {LoginTimeout.TotalSeconds} s.", e);
        }
    }

    /// <summary>Signs only for the network and pool that this worker serves: a login for another place is worth something there.</summary>
    private Login Sign(Challenge challenge)
    {
        var asked = $"pool {Number(challenge.Pool)} of hub {Hex.Encode(challenge.Hub.Span)} on chain {challenge.ChainId}";
        if (challenge.ChainId != identity.Domain.ChainId
            || !challenge.Hub.Span.SequenceEqual(identity.Domain.Hub.ToBytes())
            || challenge.Pool.Length > Bytes32.Size || Number(challenge.Pool) != identity.Pool
            || challenge.Nonce.Length != Bytes32.Size)
        {
            throw new SessionRejectedException($"{scheduler} leads {asked}; this worker serves pool {identity.Pool} of hub {identity.Domain.Hub} on chain {identity.Domain.ChainId}. Check the scheduler's URL, the pool and the network file.");
        }

        var login = new WorkerLogin(identity.Pool, identity.Worker, Bytes32.FromBytes(challenge.Nonce.Span), (ulong)time.GetUtcNow().ToUnixTimeSeconds());
        return new Login { IssuedAt = login.IssuedAt, Signature = ByteString.CopyFrom(login.Sign(identity.Domain, identity.Key)) };
    }

    private static System.Numerics.BigInteger Number(ByteString bytes) => new(bytes.Span, isUnsigned: true, isBigEndian: true);

    private static async Task<SchedulerMessage> NextAsync(IAsyncStreamReader<SchedulerMessage> stream, SchedulerMessage.BodyOneofCase expected, CancellationToken cancellationToken)
    {
        if (!await stream.MoveNext(cancellationToken))
        {
            throw new IOException("The scheduler closed the connection during the login.");
        }

        var message = stream.Current;
        return message.BodyCase == expected ? message
            : message.BodyCase == SchedulerMessage.BodyOneofCase.Rejected ? throw new SessionRejectedException($"The scheduler refuses this worker: {message.Rejected.Reason}")
            : throw new IOException($"The scheduler sent {message.BodyCase} where {expected} belongs.");
    }

    private async Task ReadAsync(IAsyncStreamReader<SchedulerMessage> stream, CancellationToken cancellationToken)
    {
        await foreach (var message in stream.ReadAllAsync(cancellationToken))
        {
            switch (message.BodyCase)
            {
                case SchedulerMessage.BodyOneofCase.Assignment:
                    handler.Assign(message.Assignment);
                    break;
                case SchedulerMessage.BodyOneofCase.Cancelled when TaskOf(message.Cancelled.Task) is { } task:
                    handler.Cancel(task, message.Cancelled.Reason);
                    break;
                case SchedulerMessage.BodyOneofCase.Settled when TaskOf(message.Settled.Task) is { } task:
                    handler.Ended(task, message.Settled.Outcome);
                    break;
                case SchedulerMessage.BodyOneofCase.OpenedAccepted when TaskOf(message.OpenedAccepted.Task) is { } task:
                    LogOpenedAccepted(task);
                    handler.OpeningAccepted(task);
                    break;
                case SchedulerMessage.BodyOneofCase.Receipt when TaskOf(message.Receipt.Task) is { } task:
                    handler.Receipted(task, message.Receipt);
                    break;
                case SchedulerMessage.BodyOneofCase.Anchored when TaskOf(message.Anchored.Task) is { } task:
                    handler.Anchored(task, message.Anchored);
                    break;
                case SchedulerMessage.BodyOneofCase.Proposal:
                    handler.Propose(message.Proposal);
                    break;
                case SchedulerMessage.BodyOneofCase.HeartbeatReply:
                    NoteWaiting(message.HeartbeatReply.WaitingReason);
                    break;
                case SchedulerMessage.BodyOneofCase.Rejected:
                    throw new SessionRejectedException($"The scheduler ends the session: {message.Rejected.Reason}");
                default:
                    LogUnexpected(message.BodyCase);
                    break;
            }
        }

        throw new IOException("The scheduler closed the connection.");
    }

    private async Task WriteAsync(ChannelReader<WorkerMessage> messages, IClientStreamWriter<WorkerMessage> stream, CancellationToken cancellationToken)
    {
        var pace = new Pace(MessagesPerSecond, MessageBurst, time);
        await foreach (var message in messages.ReadAllAsync(cancellationToken))
        {
            await pace.TakeAsync(cancellationToken);
            await stream.WriteAsync(message, cancellationToken);
        }
    }

    private async Task BeatAsync(Welcome welcome, CancellationToken cancellationToken)
    {
        // Twice as often as asked, so that one late beat costs nothing; within bounds, since the number is a stranger's.
        var period = TimeSpan.FromSeconds(Math.Clamp(welcome.HeartbeatSeconds / 2.0, 0.5, 150));
        while (true)
        {
            var beat = new Heartbeat { FreeSlots = (uint)handler.FreeSlots, Resting = RestingMessage.Of(handler.Rest) };
            beat.Running.AddRange(handler.Running.Select(task => ByteString.CopyFrom(task.ToBytes())));
            outbox.Send(new WorkerMessage { Heartbeat = beat });
            await slotFreed.PauseAsync(period, cancellationToken);
        }
    }

    private static Bytes32? TaskOf(ByteString bytes) => bytes.Length == Bytes32.Size ? Bytes32.FromBytes(bytes.Span) : null;

    private void NoteWaiting(string reason)
    {
        if (reason != WaitingReason)
        {
            WaitingReason = reason;
            if (reason.Length > 0)
            {
                LogWaiting(reason);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Logged in at {Scheduler}: heartbeat every {Heartbeat} s, lease {Lease} s")]
    private partial void LogWelcome(Uri scheduler, uint heartbeat, uint lease);

    [LoggerMessage(Level = LogLevel.Information, Message = "No work at the moment: {Reason}")]
    private partial void LogWaiting(string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Task {TaskId}: the scheduler has the opening")]
    private partial void LogOpenedAccepted(Bytes32 taskId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The scheduler sent {Kind}, which does not belong here; ignored")]
    private partial void LogUnexpected(SchedulerMessage.BodyOneofCase kind);
}
