using Ect.Simulation.Grid.Studies;

namespace Ect.Cli.Sim;

/// <summary>The document of `ect sim scale`.</summary>
internal sealed record ScaleView(int Seed, IReadOnlyList<ScaleView.Pool> Pools, IReadOnlyList<ScaleView.Decision> Decisions)
{
    public static ScaleView Of(ScaleReport report) => new(
        report.Seed,
        [.. report.Pools.Select(row => new Pool(row.Policy.Name, row.Workers, row.Tasks, row.Outcome.Events, row.Elapsed.TotalSeconds, row.EventsPerSecond))],
        [.. report.Decisions.Select(row => new Decision(row.Queue, row.Classes, row.Grouped.TotalMicroseconds, row.Sorted.TotalMicroseconds, row.Pairwise?.TotalMicroseconds))]);

    /// <summary>How quickly a pool of a size is played.</summary>
    internal sealed record Pool(string Policy, int Workers, int Tasks, long Events, double Seconds, double EventsPerSecond);

    /// <summary>What a decision takes, in microseconds: over classes as the scheduler decides, over every task, pair by pair (null where it is not tried).</summary>
    internal sealed record Decision(int Queue, int Classes, double Grouped, double Sorted, double? Pairwise);
}
