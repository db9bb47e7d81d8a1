using Ect.Simulation.Grid.Studies;

namespace Ect.Cli.Sim;

/// <summary>The document of `ect sim scheduling`. Ratios are to first come, first served with the same seeds.</summary>
internal sealed record SchedulingView(int Seed, int Runs, int Workers, int Tasks, IReadOnlyList<SchedulingView.Mix> Mixes)
{
    public static SchedulingView Of(MultiCriteriaReport report) => new(
        report.Seed, report.Runs, report.Workers, report.Tasks, [.. report.Mixes.Select(mix => new Mix(mix.Mix, [.. mix.Policies.Select(Policy.Of)]))]);

    /// <summary>All policies on one mix of machines.</summary>
    internal sealed record Mix(string Machines, IReadOnlyList<Policy> Policies);

    /// <summary>What came of a policy.</summary>
    internal sealed record Policy(string Name, SimFigure MakespanHours, SimFigure Makespan, SimFigure MeanCompletion, SimFigure Cost, SimFigure ErrorImpact, SimFigure Energy, SimFigure SuitabilityGain, SimFigure Interrupted, int Unfinished)
    {
        public static Policy Of(PolicyRow row) => new(
            row.Policy.Name,
            SimFigure.Of(row.MakespanHours),
            SimFigure.Of(row.MakespanRatio),
            SimFigure.Of(row.MeanRatio),
            SimFigure.Of(row.CostRatio),
            SimFigure.Of(row.ErrorRatio),
            SimFigure.Of(row.EnergyRatio),
            SimFigure.Of(row.SuitabilityGain),
            SimFigure.Of(row.Interrupted),
            row.Unfinished);
    }
}
