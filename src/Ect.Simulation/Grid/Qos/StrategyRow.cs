using Ect.Protocol.Qos;

namespace Ect.Simulation.Grid.Qos;

/// <summary>What a strategy does. Shares and means are over bags of a seed, intervals over seeds.</summary>
/// <param name="Strategy">Which.</param>
/// <param name="Removed">Share of the bags with a tail whose tail it removes, to a hundredth of it.</param>
/// <param name="Halved">Share of them of whose tail it removes half or more.</param>
/// <param name="SpeedUp">How many times sooner all bags are complete, the geometric mean.</param>
/// <param name="Spent">Share of the budget that is spent.</param>
/// <param name="Offloaded">Share of the bag's work that helpers did.</param>
/// <param name="Predicted">Share of the bags that end within ±20 % of what is predicted at half of them.</param>
/// <param name="Later">Share of all bags that end later than without help, by more than a hundredth.</param>
public sealed record StrategyRow(HelpStrategy Strategy, Estimate Removed, Estimate Halved, Estimate SpeedUp, Estimate Spent, Estimate Offloaded, Estimate Predicted, Estimate Later)
{
    internal const double Half = 0.5;

    // What of a tail is a second of thousands is none.
    private const double Whole = 0.99;
    private const double Hundredth = 1.01;

    /// <summary>The row of a plan.</summary>
    /// <param name="plan">Its place among those of the environments.</param>
    /// <param name="runs">All bags of each seed.</param>
    internal static StrategyRow Of(int plan, IReadOnlyList<QosBag[]> runs) => new(
        runs[0][0].Environment.Plans[plan].Strategy,
        Over(runs, bag => bag.HasTail ? bag.Removal(plan) >= Whole ? 1 : 0 : null),
        Over(runs, bag => bag.HasTail ? bag.Removal(plan) >= Half ? 1 : 0 : null),
        Geometric(runs, bag => bag.SpeedUp(plan)),
        Over(runs, bag => bag.With[plan].SpentShare),
        Over(runs, bag => bag.With[plan].Offloaded),
        Predictions.HitShare(runs, bag => bag.With[plan]),
        Over(runs, bag => bag.With[plan].Makespan > bag.Without.Makespan * Hundredth ? 1 : 0));

    /// <summary>The mean of a seed's bags, over seeds; bags without the number do not count.</summary>
    internal static Estimate Over(IReadOnlyList<QosBag[]> runs, Func<QosBag, double?> number) =>
        Estimate.Of([.. runs.Select(bags => bags.Select(number).OfType<double>().ToList()).Where(numbers => numbers.Count > 0).Select(numbers => numbers.Average()).DefaultIfEmpty(double.NaN)]);

    private static Estimate Geometric(IReadOnlyList<QosBag[]> runs, Func<QosBag, double> number)
    {
        var logarithm = Over(runs, bag => Math.Log(number(bag)));
        var mean = Math.Exp(logarithm.Mean);
        return new(mean, mean * (Math.Exp(logarithm.HalfWidth) - 1)); // the wider side
    }
}
