using System.Collections.Concurrent;
using System.Net;
using Ect.Worker.Status;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.Logging;

namespace Ect.Worker.Sessions;

/// <summary>
/// Keeps a session with the scheduler: of several addresses with one at a time, by turns until one lets this worker in. Tries again,
/// for ever, at growing intervals.
/// </summary>
internal sealed partial class SchedulerConnector(
    IReadOnlyList<Uri> addresses,
    SessionIdentity identity,
    ISessionHandler handler,
    Outbox outbox,
    TimeSpan maxBackoff,
    TimeProvider time,
    ILogger logger)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);

    // A machine that is gone does not say so. Where there are others, they are not kept waiting for it.
    private readonly TimeSpan connectTimeout = TimeSpan.FromSeconds(addresses.Count > 1 ? 5 : 10);
    private readonly SchedulerRota rota = new(addresses, FirstPause, maxBackoff);
    private readonly ConcurrentDictionary<Uri, string> problems = new();
    private readonly long startedAt = time.GetTimestamp();

    private SchedulerSession? current;
    private Uri tried = addresses[0];

    /// <summary>How it stands with the scheduler.</summary>
    public SchedulerLink Link
    {
        get
        {
            var session = current is { LoggedInAt: not null } connected ? connected : null;
            var at = session?.Scheduler ?? tried;
            return new(
                at,
                session?.LoggedInAt,
                session?.WaitingReason ?? "",
                session is null ? problems.GetValueOrDefault(at) : null,
                [.. addresses.Where(address => address != at).Select(address => new SchedulerElsewhere(address, session is null ? problems.GetValueOrDefault(address) : null))]);
        }
    }

    // By a clock that nobody sets: a wait must not last until a date.
    private TimeSpan Now => time.GetElapsedTime(startedAt);

    /// <summary>Makes the worker ask for work at once, if it is connected.</summary>
    public void SlotFreed() => current?.SlotFreed();

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var (address, wait) = rota.Next(Now);
            await Task.Delay(wait, time, cancellationToken);
            tried = address;
            await TryAsync(address, cancellationToken);
        }
    }

    /// <summary>Returns when the address cannot be reached, refuses, or broke after any time.</summary>
    private async Task TryAsync(Uri address, CancellationToken cancellationToken)
    {
        var session = new SchedulerSession(address, identity, handler, outbox, time, logger);
        try
        {
            current = session;
            // A fresh channel each time: a channel keeps a backoff of its own, which would add to this one.
            using var channel = Connect(address);
            await session.RunAsync(channel.CreateCallInvoker(), cancellationToken);
            rota.Ended(address, Now, time.GetUtcNow() - session.LoggedInAt);
        }
        catch (SessionRejectedException e)
        {
            problems[address] = e.Message;
            rota.Refused(address, Now);
            LogRejected(e.Message, address, maxBackoff.TotalSeconds);
        }
        catch (RpcException) when (cancellationToken.IsCancellationRequested)
        {
            // gRPC has a word of its own for it, now and then: whoever stops a worker waits for the usual one.
            cancellationToken.ThrowIfCancellationRequested();
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            var reason = ReasonOf(e);
            problems[address] = reason;
            rota.Ended(address, Now, time.GetUtcNow() - session.LoggedInAt);
            var (next, wait) = rota.Next(Now);
            LogAway(address, reason, next == address ? "again" : $"next {next}", wait.TotalSeconds);
        }
        finally
        {
            current = null;
        }
    }

    private GrpcChannel Connect(Uri address) => GrpcChannel.ForAddress(address, new GrpcChannelOptions
    {
        HttpHandler = new SocketsHttpHandler
        {
            // A scheduler that vanished without a word (power, network) is noticed by its silence to these.
            KeepAlivePingDelay = TimeSpan.FromSeconds(15),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(10),
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.Always,
            ConnectTimeout = connectTimeout,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.None,
        },
        DisposeHttpClient = true,
        // Params and deal terms are a few KiB, a settlement is at most what a transaction carries; the sender is a stranger.
        MaxReceiveMessageSize = 256 * 1024,
        LoggerFactory = null,
    });

    private static string ReasonOf(Exception e) => e is RpcException rpc ? $"{rpc.StatusCode}: {rpc.Status.Detail}" : e.Message;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Scheduler {Scheduler} cannot be reached ({Reason}); {Next} in {Seconds:F1} s. Contributions already made are safe: their stake comes back from the chain without it")]
    private partial void LogAway(Uri scheduler, string reason, string next, double seconds);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Reason} {Scheduler} is tried again in {Seconds:F0} s")]
    private partial void LogRejected(string reason, Uri scheduler, double seconds);
}
