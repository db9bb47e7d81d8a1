namespace Ect.Simulation.Grid.Studies;

/// <summary>What came of a policy on a mix of machines. Means over seeds; ratios are to first come, first served with the same seed.</summary>
/// <param name="Policy">Which.</param>
/// <param name="MakespanHours">Until the last task was finished.</param>
/// <param name="MeanHours">Until a task was finished on average.</param>
/// <param name="Cost">Tokens.</param>
/// <param name="ErrorImpact">Expected tokens that wrong results cost.</param>
/// <param name="KilowattHours">Energy, interrupted runs included.</param>
/// <param name="Suitability">How well machines suited buyers, −1 to 1.</param>
/// <param name="Interrupted">Runs that were interrupted.</param>
/// <param name="Unfinished">Tasks of all seeds that were not finished in a year.</param>
/// <param name="MakespanRatio">To that of first come, first served.</param>
/// <param name="MeanRatio">Likewise.</param>
/// <param name="CostRatio">Likewise.</param>
/// <param name="ErrorRatio">Likewise.</param>
/// <param name="EnergyRatio">Likewise.</param>
/// <param name="SuitabilityGain">By how much machines suited buyers better than with first come, first served.</param>
public sealed record PolicyRow(
    PullPolicy Policy,
    Estimate MakespanHours,
    Estimate MeanHours,
    Estimate Cost,
    Estimate ErrorImpact,
    Estimate KilowattHours,
    Estimate Suitability,
    Estimate Interrupted,
    int Unfinished,
    Estimate MakespanRatio,
    Estimate MeanRatio,
    Estimate CostRatio,
    Estimate ErrorRatio,
    Estimate EnergyRatio,
    Estimate SuitabilityGain)
{
    private const double Hour = 3600;
    private const double KilowattHour = 3.6e6;

    /// <summary>Of runs of several seeds.</summary>
    /// <param name="policy">Whose.</param>
    /// <param name="runs">What came of it.</param>
    /// <param name="fcfs">What came of first come, first served, with the same seeds.</param>
    public static PolicyRow Of(PullPolicy policy, IReadOnlyList<GridOutcome> runs, IReadOnlyList<GridOutcome> fcfs)
    {
        return new(
            policy,
            Of(run => run.Makespan / Hour),
            Of(run => run.MeanCompletion / Hour),
            Of(run => run.Cost),
            Of(run => run.ErrorImpact),
            Of(run => run.Energy / KilowattHour),
            Of(run => run.Suitability),
            Of(run => run.Interrupted),
            runs.Sum(run => run.Unfinished),
            Ratio(run => run.Makespan),
            Ratio(run => run.MeanCompletion),
            Ratio(run => run.Cost),
            Ratio(run => run.ErrorImpact),
            Ratio(run => run.Energy),
            Estimate.Of([.. runs.Zip(fcfs, (run, other) => run.Suitability - other.Suitability)]));

        Estimate Of(Func<GridOutcome, double> measure) => Estimate.Of([.. runs.Select(measure)]);
        Estimate Ratio(Func<GridOutcome, double> measure) => Estimate.Of([.. runs.Zip(fcfs, (run, other) => measure(run) / measure(other))]);
    }
}
