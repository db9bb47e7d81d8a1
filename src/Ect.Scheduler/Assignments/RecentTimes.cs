namespace Ect.Scheduler.Assignments;

/// <summary>How long the last hundred parts took.</summary>
internal sealed class RecentTimes
{
    /// <summary>Fewer say nothing.</summary>
    public const int Least = 5;

    private const int Most = 101;

    private readonly Queue<TimeSpan> _times = new();
    private TimeSpan? _median;
    private bool _isStale = true;

    /// <summary>What half of them took at most; null while too few are known.</summary>
    public TimeSpan? Median
    {
        get
        {
            if (_isStale)
            {
                _median = _times.Count >= Least ? _times.Order().ElementAt(_times.Count / 2) : null;
                _isStale = false;
            }

            return _median;
        }
    }

    /// <summary>Another part.</summary>
    public void Add(TimeSpan took)
    {
        _isStale = true;
        _times.Enqueue(took);
        if (_times.Count > Most)
        {
            _times.Dequeue();
        }
    }
}
