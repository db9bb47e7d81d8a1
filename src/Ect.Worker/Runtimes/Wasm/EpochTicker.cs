using Wasmtime;

namespace Ect.Worker.Runtimes.Wasm;

/// <summary>Moves an engine's epoch while at least one application runs, so that each run looks up regularly.</summary>
internal sealed class EpochTicker(Engine engine, TimeProvider timeProvider) : IDisposable
{
    private static readonly TimeSpan s_period = TimeSpan.FromMilliseconds(10);

    private readonly Lock _lock = new();
    private ITimer? _timer;
    private int _runs;

    public void Begin()
    {
        lock (_lock)
        {
            if (_runs++ == 0)
            {
                _timer = timeProvider.CreateTimer(_ => engine.IncrementEpoch(), null, s_period, s_period);
            }
        }
    }

    public void End()
    {
        lock (_lock)
        {
            if (--_runs == 0)
            {
                Dispose();
            }
        }
    }

    public void Dispose()
    {
        _timer?.Dispose();
        _timer = null;
    }
}
