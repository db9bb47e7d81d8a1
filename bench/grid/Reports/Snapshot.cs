using Ect.Bench.Hosting;
using Ect.Bench.Load;
using Ect.Bench.Runs;

namespace Ect.Bench.Reports;

/// <summary>Counters and use of the machine at a moment, or between two.</summary>
internal sealed record Snapshot(
    double Seconds, int Assignments, int Receipts, int Openings, int Settled, int Signatures, ProcessUsage Scheduler, ProcessUsage Load, ProcessUsage Chain, ProcessUsage? Postgres)
{
    public static Snapshot Take(Stage stage, Tally tally) => new(
        TimeProvider.System.GetTimestamp() / (double)TimeProvider.System.TimestampFrequency,
        tally.Assignments,
        tally.Receipts,
        tally.Openings,
        tally.Settled,
        tally.Signatures,
        stage.Scheduler.Usage,
        ProcessUsage.OfOne(Environment.ProcessId),
        ProcessUsage.Of(stage.Chain.Child.Id),
        stage.Postgres is { } postgres ? ProcessUsage.Of(postgres.ProcessId) : null);

    public Snapshot Since(Snapshot before) => new(
        Seconds - before.Seconds,
        Assignments - before.Assignments,
        Receipts - before.Receipts,
        Openings - before.Openings,
        Settled - before.Settled,
        Signatures - before.Signatures,
        Scheduler.Since(before.Scheduler),
        Load.Since(before.Load),
        Chain.Since(before.Chain),
        Postgres?.Since(before.Postgres!));
}
