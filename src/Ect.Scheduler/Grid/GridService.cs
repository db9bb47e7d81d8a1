using System.Data.Common;
using Ect.Ethereum;
using Ect.Protocol.Signing;
using Ect.Scheduler.Storage;
using Ect.Scheduler.Workers;
using Ect.Wire;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace Ect.Scheduler.Grid;

/// <summary>The workers' door: admits a stream, lets it prove its wallet, then carries messages both ways.</summary>
internal sealed partial class GridService(
    SchedulerOptions options, EctDomain domain, WorkerRegistry workers, PlaceDesk places, LeadWatch lead, Conversation conversation, TimeProvider time, ILogger<GridService> logger) : Wire.Grid.GridBase
{
    private static readonly WriteOptions AtOnce = new();
    private static readonly WriteOptions WithTheNext = new(WriteFlags.BufferHint);

    public override async Task Connect(IAsyncStreamReader<WorkerMessage> requestStream, IServerStreamWriter<SchedulerMessage> responseStream, ServerCallContext context)
    {
        if (lead.Doubt is { } doubt)
        {
            throw new RpcException(new Grpc.Core.Status(StatusCode.Unavailable, doubt));
        }

        if (!workers.TryEnter())
        {
            throw new RpcException(new Grpc.Core.Status(StatusCode.ResourceExhausted, $"The pool has its {options.MaxWorkers} workers: try again later."));
        }

        try
        {
            if (await LoginAsync(requestStream, responseStream, context.CancellationToken) is { } session)
            {
                await ServeAsync(session, requestStream, responseStream, context.CancellationToken);
            }
        }
        catch (Exception exception) when (IsEndOfStream(exception))
        {
            // The worker went away; its lease decides what becomes of its work.
        }
        catch (DbException exception)
        {
            LogNoStore(exception.Message);
            throw new RpcException(new Grpc.Core.Status(StatusCode.Unavailable, "The scheduler cannot read or write its store now: connect again later."));
        }
        finally
        {
            workers.Leave();
        }
    }

    private async Task<WorkerSession?> LoginAsync(
        IAsyncStreamReader<WorkerMessage> requests, IServerStreamWriter<SchedulerMessage> responses, CancellationToken ct)
    {
        using var timeout = new CancellationTokenSource(options.LoginTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, timeout.Token);
        try
        {
            if (await NextAsync(requests, either.Token) is not { BodyCase: WorkerMessage.BodyOneofCase.Hello } first || first.Hello.Worker.Length != 20)
            {
                return await RejectAsync(responses, null, "The first message must be Hello with the worker's 20-byte address.", ct);
            }

            var worker = Address.FromBytes(first.Hello.Worker.Span);
            var check = new LoginCheck(domain, options.Pool, options.ClockSkew, time);
            await responses.WriteAsync(new() { Challenge = check.Challenge() }, either.Token);
            if (await NextAsync(requests, either.Token) is not { BodyCase: WorkerMessage.BodyOneofCase.Login } second)
            {
                return await RejectAsync(responses, worker, "The answer to a challenge must be Login.", ct);
            }

            if (check.Refuse(worker, second.Login) is { } reason)
            {
                return await RejectAsync(responses, worker, reason, ct);
            }

            var session = new WorkerSession(worker, first.Hello.Software, first.Hello.Resources ?? new(), time);
            if (!await places.TryAdmitAsync(session, either.Token))
            {
                session.Dispose();
                return await RejectAsync(responses, worker, $"The pool has its {options.MaxWorkers} workers: try again later, or take a seat with `ect seat take {options.Pool}`, which comes before those without one.", ct);
            }

            return session;
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            return await RejectAsync(responses, null, $"The login took longer than {options.LoginTimeout.TotalSeconds} s.", ct);
        }
    }

    private async Task<WorkerSession?> RejectAsync(IServerStreamWriter<SchedulerMessage> responses, Address? worker, string reason, CancellationToken ct)
    {
        LogRejected(worker, reason);
        await responses.WriteAsync(new() { Rejected = new() { Reason = reason } }, ct);
        return null;
    }

    private async Task ServeAsync(
        WorkerSession session, IAsyncStreamReader<WorkerMessage> requests, IServerStreamWriter<SchedulerMessage> responses, CancellationToken ct)
    {
        LogConnected(session.Worker, session.Software, session.Resources.Slots);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(ct, session.Closed);
        using var cutOff = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var sending = SendAsync(session, responses, cutOff.Token);
        try
        {
            session.Send(new()
            {
                Welcome = new() { HeartbeatSeconds = (uint)options.Heartbeat.TotalSeconds, LeaseSeconds = (uint)options.Lease.TotalSeconds },
            });
            await ReceiveAsync(session, requests, ended.Token);
        }
        catch (Exception exception) when (IsEndOfStream(exception))
        {
            // Ends below, with the reason if we closed it.
        }
        finally
        {
            workers.Remove(session);
            session.Close("The worker ended the stream.");
            await Task.WhenAny(sending, Task.Delay(options.LoginTimeout, time, ct)); // one that does not read cannot hold us
            await cutOff.CancelAsync();
            await sending;
            LogDisconnected(session.Worker, session.CloseReason ?? "");
            session.Dispose();
        }
    }

    private async Task ReceiveAsync(WorkerSession session, IAsyncStreamReader<WorkerMessage> requests, CancellationToken ct)
    {
        var limit = new RateLimit(options.MessagesPerSecond, time);
        while (await NextAsync(requests, ct) is { } message)
        {
            if (!session.TryTakeExpected() && !limit.TryTake())
            {
                session.Refuse($"The worker sends more than {options.MessagesPerSecond} messages a second.");
                return;
            }

            session.Seen();
            await conversation.HandleAsync(session, message, ct);
        }
    }

    /// <summary>The stream's only writer after the login. Tells a worker at the end what it did wrong.</summary>
    private static async Task SendAsync(WorkerSession session, IServerStreamWriter<SchedulerMessage> responses, CancellationToken ct)
    {
        try
        {
            await foreach (var message in session.Outbox.ReadAllAsync(ct))
            {
                responses.WriteOptions = session.Outbox.TryPeek(out _) ? WithTheNext : AtOnce; // one packet for what goes together
                await responses.WriteAsync(message, ct);
            }

            if (session.IsRefused)
            {
                await responses.WriteAsync(new() { Rejected = new() { Reason = session.CloseReason ?? "" } }, ct);
            }
        }
        catch (Exception exception) when (IsEndOfStream(exception))
        {
            session.Close("The worker went away.");
        }
    }

    private static async Task<WorkerMessage?> NextAsync(IAsyncStreamReader<WorkerMessage> requests, CancellationToken ct) =>
        await requests.MoveNext(ct) ? requests.Current : null;

    // A stream ends in as many ways as there are layers under it.
    private static bool IsEndOfStream(Exception exception) =>
        exception is OperationCanceledException or IOException or RpcException or InvalidOperationException { Source: "Grpc.AspNetCore.Server" };

    [LoggerMessage(LogLevel.Information, "Worker {Worker} ({Software}, {Slots} slots) logged in")]
    private partial void LogConnected(Address worker, string software, uint slots);

    [LoggerMessage(LogLevel.Information, "Worker {Worker} left: {Reason}")]
    private partial void LogDisconnected(Address worker, string reason);

    [LoggerMessage(LogLevel.Warning, "A worker's stream ends, since the store fails: {Reason}")]
    private partial void LogNoStore(string reason);

    [LoggerMessage(LogLevel.Warning, "A login of worker {Worker} was refused: {Reason}")]
    private partial void LogRejected(Address? worker, string reason);
}
