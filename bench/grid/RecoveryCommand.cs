using System.CommandLine;
using System.Globalization;
using Ect.Bench.Hosting;
using Ect.Bench.Reports;
using Ect.Bench.Runs;

namespace Ect.Bench;

/// <summary>perf recovery.</summary>
internal static class RecoveryCommand
{
    private const double Megabyte = 1024 * 1024;

    private static readonly Option<int> Tasks = new("--tasks") { Description = "Open tasks", DefaultValueFactory = _ => 100_000 };
    private static readonly Option<int> Workers = new("--workers") { Description = "Live workers, four slots each", DefaultValueFactory = _ => 500 };
    private static readonly Option<double> Compute = new("--compute") { Description = "Mean seconds of a computation", DefaultValueFactory = _ => 10 };
    private static readonly Option<string> Store = new("--store") { Description = "sqlite or postgres", DefaultValueFactory = _ => "sqlite" };
    private static readonly Option<bool> Json = new("--json") { Description = "One JSON document" };

    public static Command Create()
    {
        Store.AcceptOnlyFromAmong("sqlite", "postgres");
        var command = new Command("recovery", "Recovery of a killed scheduler with 100,000 open tasks") { Tasks, Workers, Compute, Store, Json };
        command.SetAction(async (parsed, ct) =>
        {
            var run = new RecoveryRun(
                parsed.GetValue(Tasks), parsed.GetValue(Workers), parsed.GetValue(Compute), parsed.GetValue(Store) == "postgres", SchedulerSettings.Empty, new());
            var report = await run.RunAsync(ct);
            Console.WriteLine(parsed.GetValue(Json) ? ReportJson.Write(report) : Table(report));
            return report.Verdict.IsValid ? 0 : 1;
        });
        return command;
    }

    private static string Table(RecoveryReport report) => string.Create(CultureInfo.InvariantCulture, $"""

        tasks            {States(report.Tasks)}
        replicas         {States(report.Replicas)}
        epochs           {States(report.Epochs)}
        listening        {report.ListeningSeconds:0.0} s after its start
        all tasks known  {report.LoadedSeconds:0.0} s
        first assignment {report.FirstAssignmentSeconds:0.0} s
        all workers back {report.ConnectedSeconds:0.0} s ({report.Workers:N0})
        memory           {report.Memory.Resident / Megabyte:0} MiB resident, {report.Memory.Heap / Megabyte:0} managed; store {report.StoreBytes / Megabyte:0} MiB
        checks           {(report.Verdict.IsValid ? "passed" : "FAILED: " + string.Join("; ", report.Verdict.Failures))}
        """);

    private static string States(IReadOnlyDictionary<string, long> states) =>
        string.Join(", ", states.Select(state => string.Create(CultureInfo.InvariantCulture, $"{state.Value:N0} {state.Key}")));
}
