using System.Diagnostics;

namespace Ect.Cli.Up;

/// <summary>A running role: started, watched, restarted after a crash, stopped.</summary>
internal sealed class RoleProcess(Role role, string logFolder, LogView view, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan ReadyTimeout = TimeSpan.FromSeconds(60);
    private readonly CancellationTokenSource stopping = new();
    private readonly RoleLog log = new(role, logFolder, view);
    private Process? process;
    private Task? watching;
    private Task? beside;

    public Role Role => role;

    public int? ProcessId => process is { HasExited: false } running ? running.Id : null;

    /// <summary>Starts the process and waits until it is ready.</summary>
    /// <exception cref="RoleFailedException">It ended or did not become ready in time.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        process = await LaunchAsync();
        await WaitUntilReadyAsync(process, cancellationToken);
        watching = WatchAsync();
        beside = role.Beside(stopping.Token);
    }

    /// <summary>Ends the process for good: a request first, force when its patience is over; or force at once, as a power cut would.</summary>
    public async Task StopAsync(bool atOnce = false)
    {
        await stopping.CancelAsync();
        if (watching is not null)
        {
            await watching;
        }

        if (beside is not null)
        {
            await beside;
        }

        if (process is null or { HasExited: true })
        {
            return;
        }

        if (atOnce)
        {
            Signals.Kill(process.Id);
            await process.WaitForExitAsync(CancellationToken.None);
            return;
        }

        using var timeout = new CancellationTokenSource(role.StopPatience, time);
        try
        {
            await role.BeforeStop(timeout.Token);
            Signals.Terminate(process.Id);
            await process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            Signals.Kill(process.Id);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    /// <summary>Kills the process at once, as a power cut would. A role that restarts is started again.</summary>
    public void Kill()
    {
        if (ProcessId is { } id)
        {
            Signals.Kill(id);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        process?.Dispose();
        log.Dispose();
        stopping.Dispose();
    }

    private async Task<Process> LaunchAsync()
    {
        role.Prepare();
        var command = new ProcessStartInfo(role.Program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        foreach (var argument in role.Arguments)
        {
            command.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in role.Environment)
        {
            command.Environment[name] = value;
        }

        var started = await ChildSpawner.StartAsync(command);
        started.StandardInput.Close();
        log.Follow(started);
        return started;
    }

    private async Task WaitUntilReadyAsync(Process started, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        while (role.IsReady is { } isReady && !await isReady(cancellationToken))
        {
            if (started.HasExited)
            {
                throw new RoleFailedException(role.Name, $"ended with code {started.ExitCode} while starting", log);
            }

            if (time.GetElapsedTime(begun) > ReadyTimeout)
            {
                throw new RoleFailedException(role.Name, $"was not ready after {ReadyTimeout.TotalSeconds:0} s", log);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), time, cancellationToken);
        }
    }

    private async Task WatchAsync()
    {
        var first = TimeSpan.FromTicks(Math.Min(TimeSpan.TicksPerSecond, role.LongestBackoff.Ticks));
        var backoff = first;
        while (!stopping.IsCancellationRequested)
        {
            var started = time.GetTimestamp();
            try
            {
                await process!.WaitForExitAsync(stopping.Token);
                view.Notice(role.Name, $"ended with code {process.ExitCode}" + (role.Restarts ? $", starts again in {backoff.TotalSeconds:0.#} s" : ""));
                if (!role.Restarts)
                {
                    return;
                }

                await Task.Delay(backoff, time, stopping.Token);
                var ended = process;
                process = await LaunchAsync();
                ended.Dispose(); // others ask the one in its place by now
            }
            catch (OperationCanceledException)
            {
                return;
            }

            backoff = time.GetElapsedTime(started) > TimeSpan.FromMinutes(1)
                ? first
                : TimeSpan.FromTicks(Math.Min(backoff.Ticks * 2, role.LongestBackoff.Ticks));
        }
    }
}
