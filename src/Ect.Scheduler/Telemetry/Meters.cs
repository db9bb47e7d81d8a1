using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Ect.Scheduler.Telemetry;

/// <summary>What the scheduler counts, and the source of its spans. Of the process: one scheduler runs in each.</summary>
internal static class Meters
{
    public const string Name = "Ect.Scheduler";

    public static ActivitySource Spans { get; } = new(Name);

    public static Meter Meter { get; } = new(Name);

    /// <summary>Moves of parts by the state they came to: Assigned, Pledged or Committed (contributions), Disclosed or Opened (openings), Accepted, Rejected, Lost.</summary>
    public static Counter<long> ReplicaMoves { get; } = Meter.CreateCounter<long>("ect.scheduler.replica.moves", description: "Moves of workers' parts by the state they came to");

    /// <summary>Moves of tasks by the state they came to: Completed and Failed are settlements.</summary>
    public static Counter<long> TaskMoves { get; } = Meter.CreateCounter<long>("ect.scheduler.task.moves", description: "Moves of tasks by the state they came to");

    public static Counter<long> Punishments { get; } = Meter.CreateCounter<long>("ect.scheduler.punishments", description: "Faults of workers by kind");

    public static Counter<long> Failures { get; } = Meter.CreateCounter<long>("ect.scheduler.failures", description: "Looks at the chain and deeds on it that failed, by what failed and the kind of error");

    public static Histogram<double> Look { get; } = Meter.CreateHistogram<double>("ect.scheduler.look.duration", "s", "How long one look at chain and tasks takes");

    public static Histogram<double> Transaction { get; } = Meter.CreateHistogram<double>("ect.scheduler.store.transaction.duration", "s", "How long one write transaction of the store takes");

    public static Histogram<int> Batch { get; } = Meter.CreateHistogram<int>("ect.scheduler.store.transaction.writes", description: "Pieces of writing that share one transaction");
}
