using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Ect.Testing;

namespace Ect.EndToEnd.Tests;

/// <summary>The real executable, as a shell runs it: nothing of this process's ECT settings reaches it.</summary>
internal sealed class EctProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly Task reading;
    private readonly ConcurrentQueue<string> errors = new();

    private EctProcess(Process process)
    {
        this.process = process;
        reading = Task.WhenAll(ReadOutputAsync(), ReadErrorsAsync());
    }

    /// <summary>What it has written to standard output so far.</summary>
    public string Output
    {
        get
        {
            lock (output)
            {
                return output.ToString();
            }
        }
    }

    /// <summary>What it has written to standard error so far.</summary>
    public string Errors => string.Join('\n', errors);

    public static EctProcess Start(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "ect"), arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("ECT_", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return new EctProcess(process);
    }

    /// <summary>Sends a signal by its number.</summary>
    public void Signal(int number) => Assert.True(UnixSignal.Send(process.Id, number));

    public async Task<EctOutcome> EndAsync()
    {
        using var late = new CancellationTokenSource(Patience, TimeProvider.System);
        try
        {
            await process.WaitForExitAsync(late.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"'ect {string.Join(' ', process.StartInfo.ArgumentList)}' has not ended within {Patience}. It says: {Errors}");
        }

        await reading;
        return new EctOutcome(process.ExitCode, Output, Errors);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    private async Task ReadOutputAsync()
    {
        var piece = new char[4096];
        while (await process.StandardOutput.ReadAsync(piece) is > 0 and var count)
        {
            lock (output)
            {
                output.Append(piece, 0, count);
            }
        }
    }

    private async Task ReadErrorsAsync()
    {
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            errors.Enqueue(line);
        }
    }
}
