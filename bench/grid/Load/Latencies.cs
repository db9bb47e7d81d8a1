namespace Ect.Bench.Load;

/// <summary>Durations in milliseconds, all kept: ten minutes at a thousand a second are a few megabytes.</summary>
internal sealed class Latencies
{
    private readonly List<float> _values = [];
    private readonly Lock _gate = new();

    public void Add(double milliseconds)
    {
        lock (_gate)
        {
            _values.Add((float)milliseconds);
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _values.Clear();
        }
    }

    public LatencyReport Report()
    {
        float[] sorted;
        lock (_gate)
        {
            sorted = [.. _values];
        }

        Array.Sort(sorted);
        return sorted.Length == 0 ? new(0, 0, 0, 0, 0) : new(sorted.Length, At(sorted, 0.5), At(sorted, 0.9), At(sorted, 0.99), sorted[^1]);
    }

    private static float At(float[] sorted, double share) => sorted[Math.Min(sorted.Length - 1, (int)Math.Ceiling(share * sorted.Length) - 1 is var at && at < 0 ? 0 : at)];
}
