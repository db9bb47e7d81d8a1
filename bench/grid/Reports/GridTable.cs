using System.Globalization;
using System.Text;
using Ect.Bench.Hosting;
using Ect.Bench.Load;

namespace Ect.Bench.Reports;

/// <summary>The load benchmark's report for people.</summary>
internal static class GridTable
{
    private const double Megabyte = 1024 * 1024;

    public static string Write(GridReport report)
    {
        var text = new StringBuilder();
        var options = report.Options;
        var delta = report.Deltas;
        Add("machine", $"{report.Machine.Cores} cores ({report.Machine.Processor}), {report.Machine.MemoryBytes / Megabyte / 1024:0} GiB, {report.Machine.Runtime}; everything on it");
        Add("run", $"{report.ConnectedWorkers:N0} workers, {options.Crowd.StreamsPerConnection} a connection, {options.Crowd.Slots} slot(s), {options.Crowd.ComputeSeconds} s a computation, {report.Seconds:0} s");
        Add("", $"bags of {options.Bag:N0}, trust {options.Trust}, {(options.IsPrivate ? "private" : "drawn")}, store {(options.IsPostgres ? "PostgreSQL" : "SQLite")}, {report.Deals} deals");
        Add("", $"epochs of {options.Scheduler.EpochSize:N0} or {options.Scheduler.EpochInterval} s, heartbeat {options.Scheduler.Heartbeat} s, lease {options.Scheduler.Lease} s");
        Add("assignments", $"{report.AssignmentsPerSecond:N0} a second, worst 10 s {report.WorstTenSeconds:N0}, {delta.Assignments:N0} in all");
        Add("", $"{report.RatioToBoinc:0.0} times BOINC's {GridReport.BoincPerSecond} (Anderson, Korpela, Walton 2005)");
        AddText("slot free to task", Latency(report.Wait));
        AddText("deal to first task", Latency(report.FirstOfDeal));
        Add("receipts", $"{delta.Receipts / report.Seconds:N0} a second");
        Add("openings", $"{delta.Openings / report.Seconds:N0} a second");
        Add("settled parts", $"{delta.Settled / report.Seconds:N0} a second, {delta.Signatures:N0} settlement signatures");
        AddText("tasks at the end", string.Join(", ", report.Tasks.Select(state => $"{state.Value:N0} {state.Key}")));
        Add("logins", $"{report.ConnectedWorkers / report.LoginSeconds:N0} a second");
        Add("memory a worker", $"{report.ResidentPerWorker / 1024:0.0} KiB resident, {report.HeapPerWorker / 1024:0.0} KiB managed (connected and idle)");
        Add("scheduler's memory", $"{report.Memory.Empty.Resident / Megabyte:0} MiB empty, {report.Memory.Connected.Resident / Megabyte:0} connected, {report.Memory.End.Resident / Megabyte:0} at the end ({report.Memory.End.Heap / Megabyte:0} managed)");
        Use("scheduler", delta.Scheduler);
        Use("workers", delta.Load);
        Use("chain", delta.Chain);
        if (delta.Postgres is { } postgres)
        {
            Use("PostgreSQL", postgres);
        }

        Add("CPU an assignment", $"{report.SchedulerCpuMillisecondsPerAssignment:0.00} ms scheduler, {report.LoadCpuMillisecondsPerAssignment:0.00} ms workers");
        AddText("slow looks", string.Create(CultureInfo.InvariantCulture, $"{report.Looks.Looks} of 2 s or more, {report.Looks.Seconds / report.Seconds:P0} of the time: {string.Join(", ", report.Looks.Steps.Select(step => string.Create(CultureInfo.InvariantCulture, $"{step.Key} {step.Value:P0}")))}"));
        Add("store", $"{report.StoreBytes / Megabyte:N0} MiB");
        Add("chain", $"{report.Chain.Transactions:N0} transactions, {report.Chain.Gas:N0} gas in {report.Chain.Blocks} blocks");
        AddText("checks", report.Verdict.IsValid ? "passed" : "FAILED: this run does not count");
        Add("", $"{report.Verdict.Received:N0} assignments received, {report.Verdict.Stored:N0} stored, {report.Verdict.Missing:N0} missing after SIGKILL");
        foreach (var failure in report.Verdict.Failures)
        {
            AddText("", failure);
        }

        foreach (var problem in report.Problems.Distinct().Take(5))
        {
            AddText("seen", problem);
        }

        return text.ToString();

        void Add(string name, FormattableString value) => AddText(name, value.ToString(CultureInfo.InvariantCulture));

        void AddText(string name, string value) => text.Append(CultureInfo.InvariantCulture, $"{name,-20}{value}\n");

        void Use(string name, ProcessUsage usage) => Add(
            name, $"{usage.CpuSeconds / report.Seconds:0.00} cores, {usage.ResidentBytes / Megabyte:N0} MiB, {usage.WrittenBytes / Megabyte / report.Seconds:0.0} MiB/s written");
    }

    private static string Latency(LatencyReport latency) => string.Create(
        CultureInfo.InvariantCulture, $"p50 {latency.P50:N0} ms, p90 {latency.P90:N0}, p99 {latency.P99:N0}, max {latency.Max:N0} ({latency.Count:N0} times)");
}
