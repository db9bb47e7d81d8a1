using Ect.Protocol.Qos;

namespace Ect.Simulation.Grid.Qos;

/// <summary>How often the end of a bag is foretold at its half.</summary>
internal static class Predictions
{
    private const int Half = BagCurve.Points / 2;

    /// <summary>Share of the bags that end within ±20 % of what the other bags of their environment teach to predict at half of them, by seed.</summary>
    public static Estimate HitShare(IReadOnlyList<QosBag[]> runs, Func<QosBag, HelpedOutcome> outcome)
    {
        var hits = runs.Select(_ => new List<double>()).ToList();
        for (var environment = 0; environment < runs[0].Length; environment++)
        {
            var curves = runs.Select(bags => outcome(bags[environment]).Curve).ToList();
            for (var run = 0; run < runs.Count; run++)
            {
                if (curves[run] is { } curve)
                {
                    var others = curves.Where((other, at) => at != run && other is not null).Select(other => other!).ToList();
                    hits[run].Add(IsHit(curve, others) ? 1 : 0);
                }
            }
        }

        return Estimate.Of([.. hits.Where(run => run.Count > 0).Select(run => run.Average())]);
    }

    private static bool IsHit(BagCurve bag, IReadOnlyList<BagCurve> others)
    {
        var half = new BagProgress(BagCurve.Points);
        for (var percent = 0; percent < Half; percent++)
        {
            half.Complete(percent, bag.Times[percent]);
        }

        var predicted = new CompletionPredictor(others).Predict(half)!.Total;
        return Math.Abs(bag.Total - predicted) <= CompletionPredictor.Tolerance * predicted;
    }
}
