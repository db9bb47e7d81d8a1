using Ect.Worker.Runtimes.Wasi;
using Wasmtime;

namespace Ect.Worker.Runtimes.Wasm;

/// <summary>One run of one module, from its store to its outcome.</summary>
internal sealed class WasmRun : IDisposable
{
    private const string Entry = "_start";
    private const string MemoryName = "memory";
    private const int MaxTableElements = 100_000;

    private readonly RunRequest _request;
    private readonly Module _module;
    private readonly Engine _engine;
    private readonly Store _store;
    private readonly WasiSystem _system;
    private readonly TimeProvider _timeProvider;
    private readonly CancellationToken _stop;
    private Memory? _memory;
    private ActiveClock? _clock;
    private TimeSpan _startedCpu;

    public WasmRun(
        Engine engine, Module module, RunRequest request, Spool spool, TimeProvider timeProvider, CancellationToken stop)
    {
        _engine = engine;
        _module = module;
        _request = request;
        _timeProvider = timeProvider;
        _stop = stop;
        _store = new Store(engine) { Fuel = (ulong)request.Limits.Fuel };
        _store.SetLimits(request.Limits.MemoryBytes, MaxTableElements, 1, 16, 1);
        _system = new WasiSystem(_store, request, spool, stop);
    }

    public RunOutcome Execute()
    {
        using var linker = new Linker(_engine);
        var offered = _system.DefineIn(linker);
        var outcome = Failures.Missing(_module, Entry, MemoryName) ?? Failures.UnknownImport(_module, offered) ?? Start(linker);
        if (outcome is RunOutcome.Completed)
        {
            OutputTree.Write(_system.OutputRoot, _request.OutputFolder);
        }

        WriteStream(OutputTree.StandardOutput, _system.Output);
        WriteStream(OutputTree.StandardError, _system.Error);
        return outcome;
    }

    public void Dispose()
    {
        _system.Dispose();
        _store.Dispose();
    }

    private RunOutcome Start(Linker linker)
    {
        _clock = new(_request.Gate, _timeProvider);
        _startedCpu = ThreadClock.Now();
        _store.SetEpochDeadline(1);
        _store.SetEpochDeadlineCallback(LookUp);
        return Call(linker) with { Usage = Usage() };
    }

    private RunOutcome Call(Linker linker)
    {
        try
        {
            var instance = linker.Instantiate(_store, _module);
            _memory = instance.GetMemory(MemoryName)!;
            _system.Memory = _memory;
            instance.GetAction(Entry)!();
            return new RunOutcome.Completed();
        }
        catch (WasmtimeException exception)
        {
            return Failures.Explain(exception, _request.Limits, _memory?.GetLength());
        }
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

    private RunUsage Usage() => new(
        _request.Limits.Fuel - (long)_store.Fuel,
        _clock!.Elapsed,
        _memory?.GetLength() ?? 0,
        _system.Quota.Bytes,
        _system.Quota.Entries)
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
