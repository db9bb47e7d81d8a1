namespace Ect.Protocol.Qos;

/// <summary>What is kept of a bag that has ended, to predict others by: tc at each percent of it, in seconds since its submission.</summary>
public sealed class BagCurve
{
    /// <summary>Points of a curve.</summary>
    public const int Points = 100;

    private readonly double[] _times;

    /// <summary>A curve by its points.</summary>
    /// <param name="times">tc(1 %) to tc(100 %): finite, not negative, none before its predecessor.</param>
    /// <exception cref="FormatException">They are no such curve.</exception>
    public BagCurve(IReadOnlyList<double> times)
    {
        if (times.Count != Points)
        {
            throw new FormatException($"A bag's curve has {Points} points, not {times.Count}.");
        }

        for (var i = 0; i < Points; i++)
        {
            if (!double.IsFinite(times[i]) || times[i] < (i == 0 ? 0 : times[i - 1]))
            {
                throw new FormatException($"Point {i + 1} of a bag's curve is {times[i]}: times are seconds, and none lies before its predecessor.");
            }
        }

        _times = [.. times];
    }

    /// <summary>tc(1 %) to tc(100 %).</summary>
    public IReadOnlyList<double> Times => _times;

    /// <summary>What the bag took in all.</summary>
    public double Total => _times[Points - 1];

    /// <summary>The curve of a bag that has ended; null while it has not.</summary>
    public static BagCurve? Of(BagProgress bag) =>
        bag.IsOver ? new([.. Enumerable.Range(1, Points).Select(percent => bag.CompletionTime(percent / (double)Points)!.Value)]) : null;

    /// <summary>tc(r)/r: what the bag would have taken in all at the pace that it had then.</summary>
    /// <param name="percent">r in percent, 1 to 100.</param>
    public double EvenPace(int percent) => _times[percent - 1] * Points / percent;
}
