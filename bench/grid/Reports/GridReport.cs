using Ect.Bench.Checks;
using Ect.Bench.Load;
using Ect.Bench.Runs;

namespace Ect.Bench.Reports;

/// <summary>What the load benchmark found.</summary>
internal sealed record GridReport
{
    /// <summary>
    /// Work units that one BOINC server dispatched a second (8.8 million a day): Anderson, Korpela, Walton 2005,
    /// "High-performance task distribution for volunteer computing".
    /// </summary>
    public const double BoincPerSecond = 102;

    public required Machine Machine { get; init; }

    public required GridOptions Options { get; init; }

    public required int ConnectedWorkers { get; init; }

    public required double LoginSeconds { get; init; }

    public required double Seconds { get; init; }

    /// <summary>Counters and use of the machine over the measured time.</summary>
    public required Snapshot Deltas { get; init; }

    /// <summary>Where the scheduler's slow looks spent their time.</summary>
    public required LookShares Looks { get; init; }

    /// <summary>Assignments a second, second by second.</summary>
    public required IReadOnlyList<double> Series { get; init; }

    public required LatencyReport Wait { get; init; }

    public required LatencyReport FirstOfDeal { get; init; }

    public required MemoryReport Memory { get; init; }

    public required long StoreBytes { get; init; }

    public required IReadOnlyDictionary<string, long> Tasks { get; init; }

    public required ChainUse Chain { get; init; }

    public required int Deals { get; init; }

    public required int Breaks { get; init; }

    public required IReadOnlyList<string> Problems { get; init; }

    public required Verdict Verdict { get; init; }

    public double AssignmentsPerSecond => Deltas.Assignments / Seconds;

    public double WorstTenSeconds => Series.Count < 10 ? AssignmentsPerSecond : Enumerable.Range(0, Series.Count - 9).Min(at => Series.Skip(at).Take(10).Average());

    public double RatioToBoinc => AssignmentsPerSecond / BoincPerSecond;

    public double ResidentPerWorker => (Memory.Connected.Resident - Memory.Empty.Resident) / (double)ConnectedWorkers;

    public double HeapPerWorker => (Memory.Connected.Heap - Memory.Empty.Heap) / (double)ConnectedWorkers;

    /// <summary>What the workers' side costs: it runs on the same cores.</summary>
    public double LoadCpuMillisecondsPerAssignment => 1000 * Deltas.Load.CpuSeconds / Math.Max(1, Deltas.Assignments);

    public double SchedulerCpuMillisecondsPerAssignment => 1000 * Deltas.Scheduler.CpuSeconds / Math.Max(1, Deltas.Assignments);
}
