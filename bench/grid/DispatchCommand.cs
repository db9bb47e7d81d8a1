using System.CommandLine;
using System.Globalization;
using Ect.Bench.Hosting;
using Ect.Bench.Load;
using Ect.Bench.Reports;
using Ect.Bench.Runs;

namespace Ect.Bench;

/// <summary>perf dispatch.</summary>
internal static class DispatchCommand
{
    private static readonly Option<int> Orders = new("--orders") { Description = "Orders, one after another", DefaultValueFactory = _ => 100 };
    private static readonly Option<int> Workers = new("--workers") { Description = "Idle workers", DefaultValueFactory = _ => 10 };
    private static readonly Option<double> Poll = new("--poll") { Description = "Seconds between the scheduler's looks at the chain", DefaultValueFactory = _ => 1 };
    private static readonly Option<bool> Private = new("--private") { Description = "The scheduler picks the workers; nothing is drawn" };
    private static readonly Option<string> Store = new("--store") { Description = "sqlite or postgres", DefaultValueFactory = _ => "sqlite" };
    private static readonly Option<bool> Json = new("--json") { Description = "One JSON document" };

    public static Command Create()
    {
        Store.AcceptOnlyFromAmong("sqlite", "postgres");
        var command = new Command("dispatch", "Matched order to started task with an idle worker") { Orders, Workers, Poll, Private, Store, Json };
        command.SetAction(async (parsed, ct) =>
        {
            var settings = SchedulerSettings.Empty with { PollInterval = parsed.GetValue(Poll), EpochInterval = 1 };
            var run = new DispatchRun(parsed.GetValue(Orders), parsed.GetValue(Workers), parsed.GetValue(Private), parsed.GetValue(Store) == "postgres", settings, new());
            var report = await run.RunAsync(ct);
            Console.WriteLine(parsed.GetValue(Json) ? ReportJson.Write(report) : Table(report));
            return report.Verdict.IsValid ? 0 : 1;
        });
        return command;
    }

    private static string Table(DispatchReport report) => string.Create(CultureInfo.InvariantCulture, $"""

        run              {report.Orders} orders, {report.Workers} idle workers, {(report.IsPrivate ? "private" : "drawn")}, 1 s blocks, the scheduler looks every {report.Poll} s
        match to task    {Line(report.FromMatch)}
        draw to task     {Line(report.FromDraw)}
        checks           {(report.Verdict.IsValid ? "passed" : "FAILED: " + string.Join("; ", report.Verdict.Failures))}
        """);

    private static string Line(LatencyReport latency) =>
        string.Create(CultureInfo.InvariantCulture, $"p50 {latency.P50:N0} ms, p90 {latency.P90:N0}, p99 {latency.P99:N0}, max {latency.Max:N0}");
}
