using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Ect.Testing;

/// <summary>A real Ethereum node in a child process: started on a free port, stopped cleanly, killed on request.</summary>
public sealed partial class AnvilNode : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<int, Process> Running = new();

    private readonly AnvilOptions _options;
    private readonly ConcurrentQueue<string> _output = new();
    private Process _process = null!;

    static AnvilNode() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        foreach (var process in Running.Values)
        {
            TryKill(process);
        }
    };

    private AnvilNode(AnvilOptions options) => _options = options;

    /// <summary>The port it listens on.</summary>
    public int Port { get; private set; }

    /// <summary>JSON-RPC over HTTP.</summary>
    public Uri HttpUri => new($"http://127.0.0.1:{Port}");

    /// <summary>JSON-RPC over WebSocket.</summary>
    public Uri WebSocketUri => new($"ws://127.0.0.1:{Port}");

    /// <summary>The chain's id.</summary>
    public ulong ChainId => _options.ChainId;

    /// <summary>Well-known secret keys of the funded accounts, in hexadecimal.</summary>
    public IReadOnlyList<string> PrivateKeys { get; private set; } = [];

    /// <summary>What the node printed, for a failing test's message.</summary>
    public string Output => string.Join('\n', _output);

    private static string Program => RepositoryRoot.File("node_modules", "@foundry-rs", "anvil-linux-amd64", "bin", "anvil");

    /// <summary>Starts a node and waits until it listens.</summary>
    public static async Task<AnvilNode> StartAsync(AnvilOptions? options = null, CancellationToken cancellationToken = default)
    {
        var node = new AnvilNode(options ?? new());
        await node.LaunchAsync(node._options.Port, cancellationToken);
        return node;
    }

    /// <summary>Ends the process as a power cut does (SIGKILL): state since the last save is lost.</summary>
    public async Task KillAsync()
    {
        TryKill(_process);
        await _process.WaitForExitAsync();
        Running.TryRemove(_process.Id, out _);
    }

    /// <summary>Asks the process to end (SIGINT): it saves its state first.</summary>
    public async Task StopAsync()
    {
        if (!_process.HasExited && UnixSignal.Send(_process.Id, UnixSignal.Interrupt))
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            try
            {
                await _process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                // It hangs: kill it below.
            }
        }

        await KillAsync();
    }

    /// <summary>Starts the process again on the same port, with its state file if it has one.</summary>
    public async Task RestartAsync(CancellationToken cancellationToken = default)
    {
        if (!_process.HasExited)
        {
            await StopAsync();
        }

        _process.Dispose();
        await LaunchAsync(Port, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _process.Dispose();
    }

    private async Task LaunchAsync(int port, CancellationToken cancellationToken)
    {
        if (!File.Exists(Program))
        {
            throw new InvalidOperationException($"The node {Program} is missing: run npm ci --ignore-scripts in the repository's root.");
        }

        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var keys = new List<string>();
        var process = new Process
        {
            StartInfo = new(Program, Arguments(port)) { RedirectStandardOutput = true, RedirectStandardError = true },
            EnableRaisingEvents = true,
        };
        process.OutputDataReceived += (_, line) => Read(line.Data, keys, ready);
        process.ErrorDataReceived += (_, line) => Read(line.Data, keys, ready);
        process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException($"anvil ended before it was ready:\n{Output}"));
        process.Start();
        _process = process;
        Running[process.Id] = process;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await ready.Task.WaitAsync(TimeSpan.FromSeconds(60), cancellationToken);
        PrivateKeys = [.. keys];
    }

    private List<string> Arguments(int port)
    {
        List<string> arguments =
        [
            "--host", "127.0.0.1",
            "--port", Text(port),
            "--chain-id", _options.ChainId.ToString(CultureInfo.InvariantCulture),
            "--accounts", Text(_options.Accounts),
        ];
        if (_options.BlockTime is { } time)
        {
            arguments.AddRange(["--block-time", time.TotalSeconds.ToString(CultureInfo.InvariantCulture)]);
        }

        if (_options.NoMining)
        {
            arguments.Add("--no-mining");
        }

        if (_options.StateFile is { } file)
        {
            arguments.AddRange(["--state", file, "--state-interval", "1"]);
        }

        arguments.AddRange(_options.Arguments);
        return arguments;
    }

    private void Read(string? line, List<string> keys, TaskCompletionSource ready)
    {
        if (line is null)
        {
            return;
        }

        _output.Enqueue(line);
        while (_output.Count > 2000)
        {
            _output.TryDequeue(out _);
        }

        if (KeyLine().Match(line) is { Success: true } key)
        {
            keys.Add(key.Groups[1].Value);
        }
        else if (ListeningLine().Match(line) is { Success: true } listening)
        {
            Port = int.Parse(listening.Groups[1].Value, CultureInfo.InvariantCulture);
            ready.TrySetResult();
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

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\(\d+\) (0x[0-9a-f]{64})$")]
    private static partial Regex KeyLine();

    [GeneratedRegex(@"^Listening on 127\.0\.0\.1:(\d+)$")]
    private static partial Regex ListeningLine();
}
