using System.Net;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.Logging;

namespace Ect.Worker.Sessions;

/// <summary>Keeps a session with the scheduler: connects again, for ever, at growing intervals.</summary>
internal sealed partial class SchedulerConnector(
    SessionIdentity identity,
    ISessionHandler handler,
    Outbox outbox,
    TimeSpan maxBackoff,
    TimeProvider time,
    ILogger logger)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);

    private SchedulerSession? current;
    private string? problem;

    /// <summary>How it stands with the scheduler.</summary>
    public SchedulerLink Link => current is { LoggedInAt: { } since } session ? new(since, session.WaitingReason, null) : new(null, "", problem);

    /// <summary>Makes the worker ask for work at once, if it is connected.</summary>
    public void SlotFreed() => current?.SlotFreed();

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var backoff = new Backoff(FirstPause, maxBackoff);
        while (true)
        {
            var session = new SchedulerSession(identity, handler, outbox, time, logger);
            TimeSpan pause;
            try
            {
                current = session;
                // A fresh channel each time: a channel keeps a backoff of its own, which would add to this one.
                using var channel = Connect();
                await session.RunAsync(channel.CreateCallInvoker(), cancellationToken);
                pause = backoff.Next();
            }
            catch (SessionRejectedException e)
            {
                pause = maxBackoff;
                problem = e.Message;
                LogRejected(e.Message, pause.TotalSeconds);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                if (session.LoggedInAt is { } since)
                {
                    // One that lets in and hangs up at once is in trouble.
                    backoff.Lasted(time.GetUtcNow() - since);
                }

                pause = backoff.Next();
                problem = ReasonOf(e);
                LogAway(identity.Scheduler, problem, pause.TotalSeconds);
            }
            finally
            {
                current = null;
            }

            await Task.Delay(pause, time, cancellationToken);
        }
    }

    private GrpcChannel Connect() => GrpcChannel.ForAddress(identity.Scheduler, new GrpcChannelOptions
    {
        HttpHandler = new SocketsHttpHandler
        {
            // A scheduler that vanished without a word (power, network) is noticed by its silence to these.
            KeepAlivePingDelay = TimeSpan.FromSeconds(15),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(10),
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.Always,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.None,
        },
        DisposeHttpClient = true,
        // Params and deal terms are a few KiB, a settlement is at most what a transaction carries; the sender is a stranger.
        MaxReceiveMessageSize = 256 * 1024,
        LoggerFactory = null,
    });

    private static string ReasonOf(Exception e) => e is RpcException rpc ? $"{rpc.StatusCode}: {rpc.Status.Detail}" : e.Message;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Scheduler {Scheduler} cannot be reached ({Reason}); again in {Seconds:F1} s. Contributions already made are safe: their stake comes back from the chain without it")]
    private partial void LogAway(Uri scheduler, string reason, double seconds);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Reason} Again in {Seconds:F0} s")]
    private partial void LogRejected(string reason, double seconds);
}
