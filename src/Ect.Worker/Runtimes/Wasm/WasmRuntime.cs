using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Ect.Ethereum;
using Ect.Protocol.Apps;
using Ect.Protocol.Machines;
using Ect.Worker.Runtimes.Checkpoints;
using Ect.Worker.Runtimes.Wasi;
using Wasmtime;

namespace Ect.Worker.Runtimes.Wasm;

/// <summary>
/// Runs WebAssembly modules for WASI preview 1. A run sees its arguments, environment, <c>/in</c>, <c>/out</c>, a clock
/// and a random generator that are equal on every worker, and nothing else: no network, no machine, no real time. Hence
/// the same module with the same input gives the same bytes on every machine.
/// </summary>
public sealed class WasmRuntime : IRuntime, IDisposable
{
    // The host's own frames come on top of the application's stack.
    private const int ThreadStackBytes = EngineSettings.StackBytes + (4 * 1024 * 1024);

    private readonly Engine _engine;
    private readonly ModuleCache _modules;
    private readonly EpochTicker _ticker;
    private readonly TimeProvider _timeProvider;
    private readonly Func<string, Spool> _createSpool;

    /// <summary>Starts a runtime; one serves any number of runs side by side.</summary>
    /// <param name="cacheFolder">Folder for compiled modules, of 2 GiB at most, made accessible to this user only; null keeps them in memory.</param>
    /// <param name="timeProvider">The clock of <see cref="RunLimits.WallTime"/>; the system's by default.</param>
    /// <exception cref="IOException">The cache folder cannot be made private.</exception>
    /// <exception cref="UnauthorizedAccessException">The cache folder belongs to somebody else.</exception>
    public WasmRuntime(string? cacheFolder = null, TimeProvider? timeProvider = null)
        : this(cacheFolder, timeProvider, folder => new Spool(folder))
    {
    }

    internal WasmRuntime(string? cacheFolder, TimeProvider? timeProvider, Func<string, Spool> createSpool)
    {
        _timeProvider = timeProvider ?? TimeProvider.System;
        _createSpool = createSpool;
        _engine = EngineSettings.Create();
        _modules = new ModuleCache(_engine, cacheFolder, _timeProvider);
        _ticker = new EpochTicker(_engine, _timeProvider);
    }

    /// <summary>What a worker says of it.</summary>
    public static RuntimeOffer Offer { get; } = new(
        AppRuntime.Wasm, $"wasmtime {typeof(Engine).Assembly.GetName().Version} {RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}");

    /// <inheritdoc/>
    public Task<RunOutcome> RunAsync(RunRequest request, CancellationToken cancellationToken = default)
    {
        request.Limits.Validate();
        return request.Seed.Length == RunRequest.SeedLength
            ? RunCheckedAsync(request, cancellationToken)
            : throw new ArgumentException(
                $"The seed has {request.Seed.Length} bytes; a run needs {RunRequest.SeedLength}.", nameof(request));
    }

    /// <summary>Frees the engine. To be called when no run is under way.</summary>
    public void Dispose()
    {
        _ticker.Dispose();
        _engine.Dispose();
    }

    private async Task<RunOutcome> RunCheckedAsync(RunRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var size = new FileInfo(request.AppPath).Length;
            if (size > request.Limits.AppBytes)
            {
                return Failures.Malformed($"The module has {size:N0} bytes; at most {request.Limits.AppBytes:N0} are allowed.");
            }

            if (Directory.EnumerateFileSystemEntries(request.OutputFolder).Any())
            {
                return new RunOutcome.WorkerFailed($"The output folder '{request.OutputFolder}' is not empty.");
            }

            var app = await File.ReadAllBytesAsync(request.AppPath, cancellationToken);
            var module = await _modules.GetAsync(app, request.Limits.CompileTime, cancellationToken);
            var identity = IdentityOf(app);
            return await OnOwnThreadAsync(() => Execute(module, identity, request, cancellationToken));
        }
        catch (WasmtimeException exception)
        {
            return Failures.Malformed($"The file is not a WebAssembly module that runs here: {Failures.Cause(exception)}");
        }
        catch (CompilersBusyException exception)
        {
            return new RunOutcome.Declined(exception.Message);
        }
        catch (TimeoutException)
        {
            return new RunOutcome.AppFailed(
                AppFailure.WallTime, $"The module takes longer than {request.Limits.CompileTime} to compile; split its largest functions.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new RunOutcome.WorkerFailed($"This worker could not read or write its own files: {exception.Message}");
        }
    }

    // Another version of the engine may count fuel in another way.
    private static Bytes32 IdentityOf(byte[] app)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(Offer.Version));
        hash.AppendData(app);
        return Bytes32.FromBytes(hash.GetHashAndReset());
    }

    private RunOutcome Execute(Module module, Bytes32 app, RunRequest request, CancellationToken cancellationToken)
    {
        if (request is { App: AppManifest.Wasm { CheckpointBytes: > 0 }, Checkpoint: { } checkpoint } && checkpoint.Find(app) is { } snapshot)
        {
            var (outcome, why) = Resume(module, app, request, snapshot, cancellationToken);
            if (outcome is not null)
            {
                return outcome;
            }

            checkpoint.Reject(why);
            OutputFolder.Empty(request.OutputFolder);
        }

        return Execute(module, app, request, null, cancellationToken);
    }

    /// <summary>
    /// Goes on from a snapshot. Only what ends well counts: of everything else it cannot be known whether the snapshot is to
    /// blame, and a failure is a result that stakes are locked for.
    /// </summary>
    private (RunOutcome? Completed, string Why) Resume(Module module, Bytes32 app, RunRequest request, Snapshot snapshot, CancellationToken cancellationToken)
    {
        try
        {
            return Execute(module, app, request, snapshot, cancellationToken) switch
            {
                RunOutcome.Completed completed => (completed, ""),
                RunOutcome.AppFailed failed => (null, failed.Message),
                var other => (null, other.ToString()),
            };
        }
        catch (Exception e) when (e is FormatException or AppStoppedException or IOException or UnauthorizedAccessException)
        {
            return (null, e.Message);
        }
    }

    private RunOutcome Execute(Module module, Bytes32 app, RunRequest request, Snapshot? from, CancellationToken cancellationToken)
    {
        using var spool = _createSpool(request.OutputFolder);
        using var run = new WasmRun(_engine, module, app, request, spool, _timeProvider, cancellationToken);
        _ticker.Begin();
        try
        {
            return run.Execute(from);
        }
        finally
        {
            _ticker.End();
        }
    }

    private static Task<RunOutcome> OnOwnThreadAsync(Func<RunOutcome> run)
    {
        var done = new TaskCompletionSource<RunOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(
            () =>
            {
                try
                {
                    done.SetResult(run());
                }
                catch (OperationCanceledException exception)
                {
                    done.SetCanceled(exception.CancellationToken);
                }
                catch (Exception exception)
                {
                    // An exception that leaves this thread would take the worker down with all its tasks.
                    done.SetException(exception);
                }
            },
            ThreadStackBytes)
        {
            IsBackground = true,
            Name = "wasm",
        };
        thread.Start();
        return done.Task;
    }
}
