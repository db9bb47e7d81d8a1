using System.Collections.Concurrent;
using System.Diagnostics;

namespace Ect.Cli.Up;

/// <summary>
/// Starts child processes that the kernel ends when this process dies, however it dies, and that a terminal's Ctrl-C does
/// not reach: the supervisor ends them, in order.
/// </summary>
/// <remarks>
/// PR_SET_PDEATHSIG is tied to the thread that forked, not to its process: children started from a pool thread would
/// be killed when the pool retires it. So one thread, which lives as long as the process, starts them all.
/// </remarks>
internal static class ChildSpawner
{
    private const string Setpriv = "/usr/bin/setpriv";
    private const string Setsid = "/usr/bin/setsid";
    private static readonly BlockingCollection<Action> Requests = [];

    static ChildSpawner() => new Thread(Serve) { IsBackground = true, Name = "child spawner" }.Start();

    public static Task<Process> StartAsync(ProcessStartInfo command)
    {
        var bound = BindToParent(command);
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Requests.Add(() =>
        {
            try
            {
                started.SetResult(Process.Start(bound) ?? throw new InvalidOperationException($"'{command.FileName}' did not start."));
            }
            catch (Exception exception)
            {
                started.SetException(exception);
            }
        });
        return started.Task;
    }

    private static void Serve()
    {
        foreach (var request in Requests.GetConsumingEnumerable())
        {
            request();
        }
    }

    private static ProcessStartInfo BindToParent(ProcessStartInfo command)
    {
        // Both replace themselves by what follows them, so that the process id stays the child's.
        string[] session = File.Exists(Setsid) ? [Setsid] : [];
        string[] bond = File.Exists(Setpriv) ? [Setpriv, "--pdeathsig", "KILL", "--"] : [];
        string[] line = [.. session, .. bond, command.FileName, .. command.ArgumentList];
        command.FileName = line[0];
        command.ArgumentList.Clear();
        foreach (var argument in line.Skip(1))
        {
            command.ArgumentList.Add(argument);
        }

        return command;
    }
}
