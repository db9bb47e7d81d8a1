namespace Ect.Worker;

/// <summary>Waits that double from attempt to attempt up to a limit, each cut by a random part so that many workers do not knock together.</summary>
internal sealed class Backoff(TimeSpan first, TimeSpan longest)
{
    private int attempts;

    /// <summary>Failures since the last success.</summary>
    public int Attempts => attempts;

    public TimeSpan Next()
    {
        var full = first * Math.Pow(2, Math.Min(attempts++, 30));
        var bounded = full < longest ? full : longest;
        return bounded * (0.5 + (Random.Shared.NextDouble() / 2));
    }

    public void Reset() => attempts = 0;
}
