namespace Ect.Simulation.Grid.Traces;

/// <summary>
/// Instances of a spot market, as a trace: somebody spends the same sum every hour, so that the i-th instance is there while the
/// price is at most an i-th of it. The price wanders about its mean and now and then jumps, which takes many instances at once.
/// </summary>
public static class SpotMarket
{
    private const int Prices = 22; // what a seed is mixed with
    private const double Step = 300; // seconds between prices
    private const double Pull = 0.02; // of the mean, a step
    private const double Wandering = 0.02; // σ of the logarithm, a step

    /// <summary>A trace of so many days.</summary>
    /// <param name="instances">Instances at the mean price.</param>
    /// <param name="days">Length of the trace.</param>
    /// <param name="jumpGap">Mean seconds between jumps of the price.</param>
    /// <param name="jump">How long a jump lasts; the price is then one to four times as high.</param>
    /// <param name="seed">The same seed makes the same.</param>
    public static FailureTrace Trace(int instances, double days, double jumpGap, Lifetime jump, int seed)
    {
        var chance = Chance.Of(seed, Prices, 0);
        var up = Enumerable.Range(0, instances).Select(_ => new List<UpTime>()).ToArray();
        var since = new double[instances];
        var (there, wander, height, jumpEnds, end) = (0, Wandering / Math.Sqrt(2 * Pull) * chance.NextNormal(), 0.0, 0.0, days * 86_400);
        for (var time = 0.0; time < end; time += Step)
        {
            wander += (Wandering * chance.NextNormal()) - (Pull * wander);
            var begins = chance.NextDouble() < Step / jumpGap;
            var (nextHeight, nextEnd) = (Math.Log(4) * chance.NextDouble(), time + jump.Draw(ref chance));
            (height, jumpEnds) = begins ? (nextHeight, nextEnd) : time < jumpEnds ? (height, jumpEnds) : (0, 0);
            var payable = Math.Clamp((int)(instances * Math.Exp(-wander - height)), 1, instances);
            for (; there < payable; there++)
            {
                since[there] = time;
            }

            for (; there > payable; there--)
            {
                up[there - 1].Add(new(since[there - 1], time));
            }
        }

        for (; there > 0; there--)
        {
            up[there - 1].Add(new(since[there - 1], end));
        }

        return new([.. up.Where(times => times.Count > 0).Select((times, node) => new TraceNode(0, node, times))], end);
    }
}
