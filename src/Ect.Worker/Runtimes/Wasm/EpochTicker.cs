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
                _timer = timeProvider.CreateTimer(_ => Tick(), null, s_period, s_period);
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
        lock (_lock)
        {
            _timer?.Dispose();
            _timer = null;
        }
    }

    private void Tick()
    {
        lock (_lock)
        {
            // A last tick may come late, when the engine is gone already.
            if (_timer is not null)
            {
                engine.IncrementEpoch();
            }
        }
    }
}
