namespace Ect.Protocol.Live;

/// <summary>
/// When a run will end, from what its application says of its progress. The pace is smoothed, since applications report
/// unevenly; what no application can exceed is the time that its category allows.
/// </summary>
/// <param name="limit">The longest run.</param>
public sealed class Forecast(TimeSpan limit)
{
    // Weight of the newest stretch: five reports forget two thirds of what was before.
    private const double Newest = 0.2;

    private double _fraction;
    private TimeSpan _at;
    private double? _pace; // fraction a second

    /// <summary>Takes a report.</summary>
    /// <param name="fraction">What is done, 0 to 1.</param>
    /// <param name="elapsed">Time since the run began.</param>
    public void Report(double fraction, TimeSpan elapsed)
    {
        var stretch = (elapsed - _at).TotalSeconds;
        if (fraction < _fraction)
        {
            // A new count: what was said before says nothing about it.
            (_pace, _fraction, _at) = (null, fraction, elapsed);
            return;
        }

        if (stretch <= 0)
        {
            return;
        }

        var pace = (fraction - _fraction) / stretch;
        _pace = _pace is { } known ? ((1 - Newest) * known) + (Newest * pace) : pace;
        (_fraction, _at) = (fraction, elapsed);
    }

    /// <summary>The run goes on from where an earlier one was interrupted: of the pace nothing is known yet.</summary>
    /// <param name="fraction">What is done, 0 to 1.</param>
    /// <param name="elapsed">Time since the run went on.</param>
    public void Continue(double fraction, TimeSpan elapsed) => (_pace, _fraction, _at) = (null, fraction, elapsed);

    /// <summary>Time from <paramref name="elapsed"/> to the expected end, between zero and the limit; null if nothing can be said.</summary>
    public TimeSpan? Remaining(TimeSpan elapsed)
    {
        var most = Latest(elapsed);
        return _pace is not > 0 ? null
            : TimeSpan.FromSeconds(Math.Clamp(((1 - _fraction) / _pace.Value) - (elapsed - _at).TotalSeconds, 0, most.TotalSeconds));
    }

    /// <summary>Time until the run is stopped.</summary>
    public TimeSpan Latest(TimeSpan elapsed) => elapsed < limit ? limit - elapsed : TimeSpan.Zero;
}
