using Ect.Worker.Runtimes.Wasi;
using Wasmtime;

namespace Ect.Worker.Runtimes.Wasm;

/// <summary>One process of an application, from its fresh memory to its end: an exit, a failure, or a state that it saved.</summary>
internal sealed class WasmProcess : IDisposable
{
    private const string Entry = "_start";
    private const string MemoryName = "memory";
    private const int MaxTableElements = 100_000;

    private readonly RunLimits _limits;
    private readonly Module _module;
    private readonly Store _store;
    private readonly Linker _linker;
    private readonly WasiSystem _system;
    private Memory? _memory;

    public WasmProcess(Engine engine, Module module, RunRequest request, RunState state, CancellationToken stop)
    {
        _limits = request.Limits;
        _module = module;
        _store = new Store(engine) { Fuel = state.FuelLeft };
        _store.SetLimits(_limits.MemoryBytes, MaxTableElements, 1, 16, 1);
        _linker = new Linker(engine);
        _system = new WasiSystem(_store, request, state, stop);
        Refusal = Failures.Missing(_module, Entry, MemoryName) ?? Failures.UnknownImport(_module, _system.DefineIn(_linker));
    }

    /// <summary>Why the module cannot be started; null if it can.</summary>
    public RunOutcome.AppFailed? Refusal { get; }

    public ulong FuelLeft => _store.Fuel;

    public long MemoryBytes => _memory?.GetLength() ?? 0;

    /// <summary>Runs to the end, which is null for a saved state.</summary>
    /// <param name="lookUp">Called on this thread at every tick of the engine's epoch.</param>
    public RunOutcome? Run(Store.EpochDeadlineCallback lookUp)
    {
        _store.SetEpochDeadline(1);
        _store.SetEpochDeadlineCallback(lookUp);
        try
        {
            var instance = _linker.Instantiate(_store, _module);
            _memory = instance.GetMemory(MemoryName)!;
            _system.Memory = _memory;
            instance.GetAction(Entry)!();
            return new RunOutcome.Completed();
        }
        catch (WasmtimeException exception) when (exception.InnerException is AppCommittedException)
        {
            return null;
        }
        catch (WasmtimeException exception)
        {
            return Failures.Explain(exception, _limits, _memory?.GetLength());
        }
    }

    public void Dispose()
    {
        _system.Dispose();
        _linker.Dispose();
        _store.Dispose();
    }
}
