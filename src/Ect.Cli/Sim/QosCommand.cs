using System.CommandLine;
using Ect.Cli.Frame;
using Ect.Simulation.Grid.Qos;
using Spectre.Console;

namespace Ect.Cli.Sim;

/// <summary>`ect sim qos`: what helpers under a budget do for the tails of bags on machines that come and go.</summary>
internal static class QosCommand
{
    private static readonly Option<int> Seed = SimOptions.Seed("Decides everything that is left to chance");

    private static readonly Option<int> Runs = SimOptions.Runs(
        "Bags of each kind", QosStudy.FewestRuns, QosStudy.DefaultRuns, "more make intervals narrower", "fewer bags say nothing of the spread between them.");

    private static readonly Option<string?> Trace = SimTrace.File("the pools");

    private static readonly Option<string> Machines = SimTrace.Machines();

    private static readonly Option<string?> Out = SimOptions.Out("Also draw tails removed and budgets spent as a picture");

    public static EctCommand Create() =>
        new EctCommand(
            "qos",
            "Play bags on machines that come and go, with helpers that a budget pays and without: how much of their tails goes, and what it costs",
            "ect sim qos",
            "ect sim qos --seed 7 --runs 30 --out qos.svg --json",
            "ect sim qos --trace event_trace.tab --machines desktop")
        { Seed, Runs, Trace, Machines, Out }.Does(RunAsync);

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var pools = context.Value(Trace) is { } file ? [await OfTraceAsync(file, context.Required(Machines), cancellation)] : BestEffortPool.All;
        var report = await context.Progress.Progress().AutoClear(true).StartAsync(bars =>
            Task.Run(() => QosStudy.Run(QosEnvironment.Of(pools), context.Value(Seed), context.Value(Runs), new StudyBar(bars), cancellation), cancellation));
        if (context.Value(Out) is { } picture)
        {
            await File.WriteAllTextAsync(picture, QosChart.ToSvg(report), cancellation);
        }

        return Answer.Of(QosView.Of(report), QosRenderer.Render, report.Holds ? ExitCode.Ok : ExitCode.Failure);
    }

    private static async Task<BestEffortPool> OfTraceAsync(string file, string machines, CancellationToken cancellation)
    {
        var (name, trace, kind) = await SimTrace.ReadAsync(file, machines, cancellation);
        return BestEffortPool.OfTrace(name, trace, kind);
    }
}
