namespace Ect.Worker;

/// <summary>Waits that double from attempt to attempt up to a limit, each cut by a random part so that many workers do not knock together.</summary>
internal sealed class Backoff(TimeSpan first, TimeSpan longest)
{
    private int attempts;
    private TimeSpan last;

    /// <summary>Failures since the last success.</summary>
    public int Attempts => attempts;

    /// <summary>The wait after one more failure.</summary>
    public TimeSpan Next() => Next(longest);

    /// <summary>The same, with a limit that may be lower for now.</summary>
    public TimeSpan Next(TimeSpan most)
    {
        var full = first * Math.Pow(2, Math.Min(attempts++, 30));
        var limit = most < longest ? most : longest;
        var bounded = full < limit ? full : limit;
        return last = bounded * (0.5 + (Random.Shared.NextDouble() / 2));
    }

    /// <summary>
    /// It went well for a while. What lasted longer than the wait for it begins anew; what breaks sooner is waited for longer and longer.
    /// </summary>
    public void Lasted(TimeSpan duration)
    {
        if (duration >= last)
        {
            Reset();
        }
    }

    public void Reset() => attempts = 0;
}
