namespace Ect.Scheduler.Workers;

/// <summary>A token bucket: <paramref name="perSecond"/> messages a second over time, four times as many at once.</summary>
internal sealed class RateLimit(double perSecond, TimeProvider time)
{
    private const double Burst = 4;

    private double _tokens = Burst * perSecond;
    private long _filledAt = time.GetTimestamp();

    /// <summary>Takes one message's share; false if the sender is too fast. Not for concurrent callers.</summary>
    public bool TryTake()
    {
        var now = time.GetTimestamp();
        _tokens = Math.Min(Burst * perSecond, _tokens + (time.GetElapsedTime(_filledAt, now).TotalSeconds * perSecond));
        _filledAt = now;
        if (_tokens < 1)
        {
            return false;
        }

        _tokens--;
        return true;
    }
}
