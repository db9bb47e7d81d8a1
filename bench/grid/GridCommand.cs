using System.CommandLine;
using Ect.Bench.Reports;
using Ect.Bench.Runs;
using Ect.Bench.Hosting;

namespace Ect.Bench;

/// <summary>perf grid.</summary>
internal static class GridCommand
{
    private static readonly Option<int> Workers = new("--workers") { Description = "Live workers", DefaultValueFactory = _ => 10_000 };
    private static readonly Option<double> Minutes = new("--minutes") { Description = "Measured time, after a warm-up", DefaultValueFactory = _ => 10 };
    private static readonly Option<double> WarmUp = new("--warm-up") { Description = "Seconds before it", DefaultValueFactory = _ => 20 };
    private static readonly Option<double> Compute = new("--compute") { Description = "Mean seconds of a computation", DefaultValueFactory = _ => 5 };
    private static readonly Option<uint> Slots = new("--slots") { Description = "Slots of a worker", DefaultValueFactory = _ => 1 };
    private static readonly Option<ushort> Trust = new("--trust") { Description = "Votes that a task takes", DefaultValueFactory = _ => 1 };
    private static readonly Option<uint> Bag = new("--bag") { Description = "Tasks of a deal", DefaultValueFactory = _ => 20_000 };
    private static readonly Option<bool> Private = new("--private") { Description = "The scheduler picks the workers; nothing is drawn" };
    private static readonly Option<string> Store = new("--store") { Description = "sqlite or postgres", DefaultValueFactory = _ => "sqlite" };
    private static readonly Option<int> Streams = new("--streams-per-connection") { Description = "Workers that share a TCP connection, 1 to 100", DefaultValueFactory = _ => 1 };
    private static readonly Option<double> EpochInterval = new("--epoch-interval") { Description = "Seconds", DefaultValueFactory = _ => 5 };
    private static readonly Option<int> EpochSize = new("--epoch-size") { Description = "Commitments", DefaultValueFactory = _ => 2000 };
    private static readonly Option<double> Heartbeat = new("--heartbeat") { Description = "Seconds", DefaultValueFactory = _ => 30 };
    private static readonly Option<double> Lease = new("--lease") { Description = "Seconds", DefaultValueFactory = _ => 120 };
    private static readonly Option<bool> Quick = new("--quick") { Description = "1,000 workers, one minute" };
    private static readonly Option<bool> Json = new("--json") { Description = "One JSON document" };

    public static Command Create()
    {
        Store.AcceptOnlyFromAmong("sqlite", "postgres");
        var command = new Command("grid", "10,000 live workers on one scheduler: durable assignments a second")
        {
            Workers, Minutes, WarmUp, Compute, Slots, Trust, Bag, Private, Store, Streams, EpochInterval, EpochSize, Heartbeat, Lease, Quick, Json,
        };
        command.SetAction(async (parsed, ct) =>
        {
            var options = Read(parsed);
            Limits.Require(options.Crowd.Workers / options.Crowd.StreamsPerConnection);
            var report = await new GridRun(options, new()).RunAsync(ct);
            Console.WriteLine(options.IsJson ? ReportJson.Write(report) : "\n" + GridTable.Write(report));
            return report.Verdict.IsValid ? 0 : 1;
        });
        return command;
    }

    private static GridOptions Read(ParseResult parsed)
    {
        var isQuick = parsed.GetValue(Quick);
        var workers = isQuick ? 1000 : parsed.GetValue(Workers);
        return new()
        {
            Crowd = new()
            {
                Workers = workers,
                Slots = parsed.GetValue(Slots),
                ComputeSeconds = parsed.GetValue(Compute),
                StreamsPerConnection = Math.Clamp(parsed.GetValue(Streams), 1, 100),
            },
            Minutes = isQuick ? 1 : parsed.GetValue(Minutes),
            WarmUp = parsed.GetValue(WarmUp),
            Bag = parsed.GetValue(Bag),
            Trust = parsed.GetValue(Trust),
            IsPrivate = parsed.GetValue(Private),
            IsPostgres = parsed.GetValue(Store) == "postgres",
            IsJson = parsed.GetValue(Json),
            Scheduler = SchedulerSettings.Empty with
            {
                MaxWorkers = workers + 100,
                EpochInterval = parsed.GetValue(EpochInterval),
                EpochSize = parsed.GetValue(EpochSize),
                Heartbeat = parsed.GetValue(Heartbeat),
                Lease = parsed.GetValue(Lease),
            },
        };
    }
}
