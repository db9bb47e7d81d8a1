namespace Ect.Scheduler.Telemetry;

/// <summary>How many there were in the last minute, in buckets of a second.</summary>
internal sealed class MinuteRate(TimeProvider time)
{
    private const int Seconds = 60;

    private readonly Lock _gate = new();
    private readonly (long Second, int Count)[] _buckets = new (long, int)[Seconds];

    public void Add(int count)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow().ToUnixTimeSeconds();
            ref var bucket = ref _buckets[now % Seconds];
            bucket = (now, (bucket.Second == now ? bucket.Count : 0) + count);
        }
    }

    /// <summary>The mean for a second.</summary>
    public double PerSecond
    {
        get
        {
            lock (_gate)
            {
                var now = time.GetUtcNow().ToUnixTimeSeconds();
                return _buckets.Where(bucket => bucket.Second > now - Seconds).Sum(bucket => bucket.Count) / (double)Seconds;
            }
        }
    }
}
