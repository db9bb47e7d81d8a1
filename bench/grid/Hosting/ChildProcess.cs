using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Ect.Bench.Hosting;

/// <summary>A program beside this one: its lines are read, its use of the machine is known, it ends with us.</summary>
internal sealed partial class ChildProcess : IAsyncDisposable
{
    private const int Interrupt = 2;
    private const int LinesKept = 200;
    private static readonly ConcurrentDictionary<int, Process> Running = new();

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly List<(Func<string, bool> Matches, TaskCompletionSource<string> Found)> _awaited = [];
    private readonly Lock _gate = new();
    private readonly string _name;

    static ChildProcess() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        foreach (var process in Running.Values)
        {
            TryKill(process);
        }
    };

    private ChildProcess(string name, Process process)
    {
        _name = name;
        _process = process;
    }

    /// <summary>Told every line that it prints, one after the other.</summary>
    public Action<string>? LineRead { get; set; }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>The last lines that it printed.</summary>
    public string Output => string.Join('\n', _lines);

    /// <param name="name">What it is called in messages.</param>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables that it gets beside ours; ours come first.</param>
    public static ChildProcess Start(string name, string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var process = new Process
        {
            StartInfo = new(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true },
            EnableRaisingEvents = true,
        };
        foreach (var (variable, value) in environment ?? new Dictionary<string, string>())
        {
            process.StartInfo.Environment.TryAdd(variable, value);
        }

        var child = new ChildProcess(name, process);
        process.OutputDataReceived += (_, line) => child.Read(line.Data);
        process.ErrorDataReceived += (_, line) => child.Read(line.Data);
        process.Exited += (_, _) => child.Fail();
        process.Start();
        Running[process.Id] = process;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Runs a program to its end and returns what it printed.</summary>
    /// <exception cref="InvalidOperationException">It ended with an error.</exception>
    public static async Task<string> RunAsync(string program, IEnumerable<string> arguments, CancellationToken ct)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync(ct);
        var output = await process.StandardOutput.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {output} {await errors}");
    }

    /// <summary>Waits for a line, from now on.</summary>
    /// <exception cref="InvalidOperationException">The program ended before.</exception>
    public async Task<string> LineAsync(Func<string, bool> matches, TimeSpan patience, CancellationToken ct)
    {
        var found = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_lines.FirstOrDefault(matches) is { } before)
            {
                return before;
            }

            _awaited.Add((matches, found));
        }

        if (_process.HasExited)
        {
            Fail();
        }

        return await found.Task.WaitAsync(patience, ct);
    }

    public void Forget() => _lines.Clear();

    public void Write(string line)
    {
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
    }

    /// <summary>As a power cut: SIGKILL.</summary>
    public async Task KillAsync()
    {
        TryKill(_process);
        await _process.WaitForExitAsync(CancellationToken.None);
        Running.TryRemove(Id, out _);
    }

    /// <summary>SIGINT, and SIGKILL where that does not help.</summary>
    public async Task StopAsync()
    {
        if (!_process.HasExited && Kill(Id, Interrupt) == 0)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            await _process.WaitForExitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await KillAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _process.Dispose();
    }

    private void Read(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_gate)
        {
            LineRead?.Invoke(line);
            _lines.Enqueue(line);
            while (_lines.Count > LinesKept)
            {
                _lines.TryDequeue(out _);
            }

            foreach (var (matches, found) in _awaited.Where(awaited => awaited.Matches(line)).ToList())
            {
                found.TrySetResult(line);
            }

            _awaited.RemoveAll(awaited => awaited.Found.Task.IsCompleted);
        }
    }

    private void Fail()
    {
        lock (_gate)
        {
            _awaited.ForEach(awaited => awaited.Found.TrySetException(new InvalidOperationException($"The {_name} has ended:\n{Output}")));
        }
    }

    private static void TryKill(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
