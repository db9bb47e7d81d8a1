using System.Net;
using System.Net.Sockets;
using Docker.DotNet;
using Docker.DotNet.Models;
using Microsoft.Extensions.Logging;

namespace Ect.Worker.Runtimes.Containers;

/// <summary>
/// Holds a container while the gate is closed: the engine's freezer takes all its processes off the processors. An engine
/// that has none leaves it a hundredth of a processor.
/// </summary>
internal sealed class Freezer(DockerClient client, string container, RunGate gate, TimeProvider time, ILogger logger)
{
    private const long LeastNanoCpus = 10_000_000;

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    /// <summary>Holds and lets go until it is stopped; then the container is not held any more, so that it can be killed.</summary>
    /// <param name="clock">The run's.</param>
    /// <param name="limit">The longest run.</param>
    /// <param name="nanoCpus">What the container may use when it is not held.</param>
    /// <param name="timeUp">Called when it has run so long.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task RunAsync(ActiveClock clock, TimeSpan limit, long nanoCpus, Action timeUp, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var left = limit - clock.Elapsed;
            if (left <= TimeSpan.Zero && !gate.IsClosed)
            {
                timeUp();
                return;
            }

            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero, time, either.Token), gate.WhenClosedAsync(either.Token));
            await either.CancelAsync();
            if (gate.IsClosed && !cancellationToken.IsCancellationRequested)
            {
                await HoldAsync(nanoCpus, cancellationToken);
            }
        }
    }

    private async Task HoldAsync(long nanoCpus, CancellationToken cancellationToken)
    {
        var isFrozen = await TryAsync(() => client.Containers.PauseContainerAsync(container, CancellationToken.None));
        if (!isFrozen && await TryAsync(() => LimitAsync(LeastNanoCpus)))
        {
            ContainerLog.NotFrozen(logger, container[..12]);
        }

        await gate.WhenOpenAsync(cancellationToken).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        if (isFrozen || await IsFrozenAsync())
        {
            await TryAsync(() => client.Containers.UnpauseContainerAsync(container, CancellationToken.None));
        }

        if (!isFrozen)
        {
            await TryAsync(() => LimitAsync(nanoCpus));
        }
    }

    // A busy engine may have frozen it after nobody waited for that any more.
    private async Task<bool> IsFrozenAsync()
    {
        var state = new ContainerState();
        await TryAsync(async () => state = (await client.Containers.InspectContainerAsync(container, CancellationToken.None)).State);
        return state.Paused;
    }

    private Task<ContainerUpdateResponse> LimitAsync(long nanoCpus) => client.Containers.UpdateContainerAsync(container, new ContainerUpdateParameters { NanoCPUs = nanoCpus }, CancellationToken.None);

    // Not cancelled: an engine goes on with a request whose asker is gone. Where there is nothing to do any more, as with a
    // container that has just ended, it is done.
    private async Task<bool> TryAsync(Func<Task> request)
    {
        try
        {
            await request().WaitAsync(s_patience, time, CancellationToken.None);
            return true;
        }
        catch (DockerApiException e) when (e.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.NotFound)
        {
            return true;
        }
        catch (Exception e) when (e is DockerApiException or TimeoutException or HttpRequestException or IOException or SocketException)
        {
            ContainerLog.NotHeld(logger, container[..12], e.Message);
            return false;
        }
    }
}
