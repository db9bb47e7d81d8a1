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
    /// <param name="cacheFolder">Folder for compiled modules, made accessible to this user only; null keeps them in memory.</param>
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
        _modules = new ModuleCache(_engine, cacheFolder);
        _ticker = new EpochTicker(_engine, _timeProvider);
    }

    /// <inheritdoc/>
    public Task<RunOutcome> RunAsync(RunRequest request, CancellationToken cancellationToken = default)
    {
        request.Limits.Validate();
        if (request.Seed.Length != RunRequest.SeedLength)
        {
            throw new ArgumentException(
                $"The seed has {request.Seed.Length} bytes; a run needs {RunRequest.SeedLength}.", nameof(request));
        }

        var done = new TaskCompletionSource<RunOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() => Complete(done, request, cancellationToken), ThreadStackBytes)
        {
            IsBackground = true,
            Name = "wasm",
        };
        thread.Start();
        return done.Task;
    }

    /// <summary>Frees the engine. To be called when no run is under way.</summary>
    public void Dispose()
    {
        _ticker.Dispose();
        _engine.Dispose();
    }

    private void Complete(TaskCompletionSource<RunOutcome> done, RunRequest request, CancellationToken cancellationToken)
    {
        try
        {
            done.SetResult(Run(request, cancellationToken));
        }
        catch (OperationCanceledException)
        {
            done.SetCanceled(cancellationToken);
        }
        catch (Exception exception)
        {
            // An exception that leaves this thread would take the worker down with all its tasks.
            done.SetException(exception);
        }
    }

    private RunOutcome Run(RunRequest request, CancellationToken cancellationToken)
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            var size = new FileInfo(request.AppPath).Length;
            if (size > request.Limits.AppBytes)
            {
                return new RunOutcome.AppFailed(
                    AppFailure.Malformed, $"The module has {size:N0} bytes; at most {request.Limits.AppBytes:N0} are allowed.");
            }

            if (Directory.EnumerateFileSystemEntries(request.OutputFolder).Any())
            {
                return new RunOutcome.WorkerFailed($"The output folder '{request.OutputFolder}' is not empty.");
            }

            if (Compile(File.ReadAllBytes(request.AppPath), out var malformed) is not { } module)
            {
                return malformed!;
            }

            using var spool = _createSpool(request.OutputFolder);
            using var run = new WasmRun(_engine, module, request, spool, _timeProvider, cancellationToken);
            _ticker.Begin();
            try
            {
                return run.Execute();
            }
            finally
            {
                _ticker.End();
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new RunOutcome.WorkerFailed($"This worker could not read or write its own files: {exception.Message}");
        }
    }

    private Module? Compile(byte[] app, out RunOutcome.AppFailed? malformed)
    {
        malformed = null;
        try
        {
            return _modules.Get(app);
        }
        catch (WasmtimeException exception)
        {
            malformed = Failures.Malformed($"The file is not a WebAssembly module that runs here: {Failures.Cause(exception)}");
            return null;
        }
    }
}
