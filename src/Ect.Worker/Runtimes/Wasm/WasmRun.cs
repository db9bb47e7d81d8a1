using Ect.Ethereum;
using Ect.Worker.Runtimes.Checkpoints;
using Ect.Worker.Runtimes.Wasi;
using Wasmtime;

namespace Ect.Worker.Runtimes.Wasm;

/// <summary>One run of one module to its outcome: a process, and another one after each state that it saves.</summary>
internal sealed class WasmRun : IDisposable
{
    private readonly RunRequest _request;
    private readonly Module _module;
    private readonly Bytes32 _app;
    private readonly Engine _engine;
    private readonly RunState _state;
    private readonly TimeProvider _timeProvider;
    private readonly CancellationToken _stop;
    private ActiveClock? _clock;
    private TimeSpan _startedCpu;
    private long _peakMemory;

    /// <param name="engine">The engine.</param>
    /// <param name="module">The module.</param>
    /// <param name="app">What of it must be the same for a snapshot to be of use.</param>
    /// <param name="request">What the run gets.</param>
    /// <param name="spool">Where output files lie meanwhile.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="stop">Stops it.</param>
    public WasmRun(
        Engine engine, Module module, Bytes32 app, RunRequest request, Spool spool, TimeProvider timeProvider, CancellationToken stop)
    {
        _engine = engine;
        _module = module;
        _app = app;
        _request = request;
        _timeProvider = timeProvider;
        _stop = stop;
        _state = new RunState(request, spool);
    }

    /// <summary>Runs to the end, from the start or from a snapshot.</summary>
    /// <exception cref="FormatException">No run of this request can have left the snapshot.</exception>
    /// <exception cref="AppStoppedException">The snapshot holds more than the run may.</exception>
    public RunOutcome Execute(Snapshot? from)
    {
        if (from is not null)
        {
            _state.Restore(from);
        }

        var outcome = Run();
        if (outcome is RunOutcome.Completed)
        {
            OutputTree.Write(_state.OutputRoot, _request.OutputFolder);
        }

        WriteStream(OutputTree.StandardOutput, _state.Output);
        WriteStream(OutputTree.StandardError, _state.Error);
        return outcome;
    }

    public void Dispose() => _state.Dispose();

    private RunOutcome Run()
    {
        while (true)
        {
            if (RunProcess() is { } outcome)
            {
                return _clock is null ? outcome : outcome with { Usage = Usage(_clock) };
            }

            _state.Checkpoint!.Tidy();
            _request.Checkpoint?.Save(_app, _state.SnapshotBytes, _state.Save);
        }
    }

    private RunOutcome? RunProcess()
    {
        using var process = new WasmProcess(_engine, _module, _request, _state, _stop);
        if (process.Refusal is not null)
        {
            return process.Refusal;
        }

        if (_clock is null)
        {
            _clock = new(_request.Gate, _timeProvider);
            _startedCpu = ThreadClock.Now();
        }

        var outcome = process.Run(LookUp);
        _state.FuelLeft = process.FuelLeft;
        _peakMemory = Math.Max(_peakMemory, process.MemoryBytes);
        return outcome;
    }

    /// <summary>Called by the engine at every tick of its epoch, on the application's thread.</summary>
    private ulong LookUp(Store store)
    {
        _stop.ThrowIfCancellationRequested();
        _request.Gate.Pass(_stop);
        if (_clock!.Elapsed >= _request.Limits.WallTime)
        {
            throw new AppStoppedException(
                AppFailure.WallTime, $"The application ran longer than {_request.Limits.WallTime} and was stopped.");
        }

        return 1;
    }

    private RunUsage Usage(ActiveClock clock) => new(
        _request.Limits.Fuel - (long)_state.FuelLeft,
        clock.Elapsed,
        _peakMemory,
        _state.Quota.Bytes,
        _state.Quota.Entries)
    {
        CpuTime = ThreadClock.Now() - _startedCpu,
        InputBytes = FolderSize.Of(_request.InputFolder),
    };

    private void WriteStream(string name, CapturedStream stream)
    {
        using var file = File.Create(Path.Combine(_request.OutputFolder, name));
        file.Write(stream.Bytes);
    }
}
