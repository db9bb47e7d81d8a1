namespace Ect.Protocol.Qos;

/// <summary>
/// Predicts when a bag ends: t_p = α · tc(r)/r at the present share r, where α makes up for what bags of the same environment (pool
/// and application) usually lose after r, and says how often that was right (SpeQuloS, HPDC 2012: the α of the smallest mean
/// difference between predicted and real times, and the rate of successes within ±20 %). Bags are taken at whole percents.
/// </summary>
public sealed class CompletionPredictor
{
    /// <summary>Most earlier bags that are learnt from: the newest. A pool of long ago is another one.</summary>
    public const int MaxBags = 256;

    /// <summary>How far from what was predicted a bag may end for the prediction to count as right, as a share of it.</summary>
    public const double Tolerance = 0.2;

    private readonly BagCurve[] _history;
    private readonly (double Alpha, int Bags, double? HitRate)?[] _learnt = new (double, int, double?)?[BagCurve.Points];

    /// <summary>Learns from earlier bags.</summary>
    /// <param name="history">Bags that have ended, in their order; the last <see cref="MaxBags"/> count.</param>
    public CompletionPredictor(IReadOnlyList<BagCurve> history) => _history = [.. history.Skip(Math.Max(0, history.Count - MaxBags))];

    /// <summary>Earlier bags that are learnt from.</summary>
    public int Bags => _history.Length;

    /// <summary>When the bag ends; null before its first percent. Of one that has ended, when it did.</summary>
    public CompletionPrediction? Predict(BagProgress bag)
    {
        var percent = (int)((long)bag.Completed * BagCurve.Points / bag.Tasks);
        return percent == 0 ? null : bag.IsOver ? PredictAt(bag, percent)! with { Total = bag.CompletionTime(1)!.Value } : PredictAt(bag, percent);
    }

    /// <summary>When the bag ends, or was to end, as it looked when a share of it was completed; null while it is not.</summary>
    /// <param name="bag">The bag.</param>
    /// <param name="percent">The share in percent, 1 to 100.</param>
    public CompletionPrediction? PredictAt(BagProgress bag, int percent)
    {
        var share = percent / (double)BagCurve.Points;
        if (bag.CompletionTime(share) is not { } time)
        {
            return null;
        }

        var (alpha, bags, hitRate) = _learnt[percent - 1] ??= Learn(percent);
        return new(alpha * time / share, percent, alpha, bags, hitRate);
    }

    // Σ |α pᵢ − tᵢ| = Σ pᵢ |α − tᵢ/pᵢ| is smallest at the median of the tᵢ/pᵢ weighted by pᵢ.
    private (double Alpha, int Bags, double? HitRate) Learn(int percent)
    {
        var bags = _history.Select(bag => (Pace: bag.EvenPace(percent), bag.Total)).Where(bag => bag.Pace > 0)
            .Select(bag => (Weight: bag.Pace, Ratio: bag.Total / bag.Pace)).OrderBy(bag => bag.Ratio).ToArray();
        return bags.Length == 0 ? (1, 0, null) : (Median(bags, -1), bags.Length, HitRate(bags));
    }

    // Each bag by what the others teach: whoever has seen the answer predicts too well.
    private static double? HitRate((double Weight, double Ratio)[] bags) => bags.Length < 2 ? null
        : Enumerable.Range(0, bags.Length).Count(i => Math.Abs(bags[i].Ratio - Median(bags, i)) <= Tolerance * Median(bags, i)) / (double)bags.Length;

    private static double Median((double Weight, double Ratio)[] sorted, int without)
    {
        var all = sorted.Sum(bag => bag.Weight) - (without < 0 ? 0 : sorted[without].Weight);
        var (below, last) = (0.0, 1.0);
        for (var i = 0; i < sorted.Length && below < all / 2; i++)
        {
            (below, last) = i == without ? (below, last) : (below + sorted[i].Weight, sorted[i].Ratio);
        }

        return last;
    }
}
