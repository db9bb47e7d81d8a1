using System.CommandLine;
using Ect.Cli.Frame;
using Ect.Cli.Up;
using Ect.Simulation.Grid;
using Ect.Simulation.Grid.Studies;

namespace Ect.Cli.Sim;

/// <summary>`ect sim scheduling`: what picking tasks by several criteria brings, on machines that come and go.</summary>
internal static class SchedulingCommand
{
    private static readonly Option<int> Seed = SimOptions.Seed("Decides everything that is left to chance");

    private static readonly Option<int> Runs = SimOptions.Runs("Bags", 2, 10, "more make intervals narrower", "one bag says nothing of the spread between them.");

    private static readonly Option<string?> Trace = SimTrace.File("the mixes");

    private static readonly Option<string> Machines = SimTrace.Machines();

    private static readonly Option<string?> Out = SimOptions.Out("Also draw makespans and errors as a picture");

    public static EctCommand Create() =>
        new EctCommand(
            "scheduling",
            "Play bags of tasks on machines that come and go: what picking tasks by several criteria brings against first come, first served",
            "ect sim scheduling",
            "ect sim scheduling --seed 7 --runs 30 --out scheduling.svg --json",
            "ect sim scheduling --trace event_trace.tab --machines desktop")
        { Seed, Runs, Trace, Machines, Out }.Does(RunAsync);

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var (seed, runs, progress) = (context.Value(Seed), context.Value(Runs), new StepProgress(context.Progress));
        var report = context.Value(Trace) is { } file
            ? await OfTraceAsync(file, context.Required(Machines), seed, runs, progress, cancellation)
            : await Task.Run(() => MultiCriteriaStudy.Run(seed, runs, progress, cancellation), cancellation);
        if (context.Value(Out) is { } picture)
        {
            await File.WriteAllTextAsync(picture, SchedulingChart.ToSvg(report), cancellation);
        }

        return Answer.Of(SchedulingView.Of(report), SchedulingRenderer.Render);
    }

    private static async Task<MultiCriteriaReport> OfTraceAsync(string file, string machines, int seed, int runs, StepProgress progress, CancellationToken cancellation)
    {
        progress.Report($"Reading {file}");
        var (name, trace, kind) = await SimTrace.ReadAsync(file, machines, cancellation);
        progress.Report($"Playing {trace.Nodes.Count} machines");
        var rows = await Task.Run(() => MultiCriteriaStudy.Play(run => WorkerPool.Of(trace, kind, seed + run), seed, runs, MultiCriteriaStudy.Tasks, cancellation), cancellation);
        return new(seed, runs, trace.Nodes.Count, MultiCriteriaStudy.Tasks, [new(name, rows)]);
    }
}
