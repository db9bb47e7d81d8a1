namespace Ect.Bench.Load;

/// <summary>All workers' timers in one: ten thousand computations and heartbeats cost one tick.</summary>
internal sealed class TimerWheel : IAsyncDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    private readonly PriorityQueue<Action, long> _due = new();
    private readonly Lock _gate = new();
    private readonly PeriodicTimer _timer = new(Tick, TimeProvider.System);
    private readonly Task _turning;

    public TimerWheel() => _turning = TurnAsync();

    public void After(TimeSpan delay, Action action)
    {
        lock (_gate)
        {
            _due.Enqueue(action, TimeProvider.System.GetTimestamp() + (long)(delay.TotalSeconds * TimeProvider.System.TimestampFrequency));
        }
    }

    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _turning;
    }

    private async Task TurnAsync()
    {
        while (await _timer.WaitForNextTickAsync())
        {
            while (Next() is { } action)
            {
                action();
            }
        }
    }

    private Action? Next()
    {
        lock (_gate)
        {
            return _due.TryPeek(out _, out var at) && at <= TimeProvider.System.GetTimestamp() ? _due.Dequeue() : null;
        }
    }
}
