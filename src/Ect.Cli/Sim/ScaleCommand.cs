using System.CommandLine;
using Ect.Cli.Frame;
using Ect.Cli.Up;
using Ect.Simulation.Grid.Studies;

namespace Ect.Cli.Sim;

/// <summary>`ect sim scale`: how the simulation of pools and its decisions grow.</summary>
internal static class ScaleCommand
{
    private static readonly Option<int> Seed = SimOptions.Seed("Decides everything that is left to chance; times are of this machine");

    private static readonly Option<string?> Out = SimOptions.Out("Also draw the times as a picture");

    public static EctCommand Create() =>
        new EctCommand(
            "scale",
            "Play pools of 1,000 to 200,000 machines and a million tasks: what an event costs, and a decision over a long queue",
            "ect sim scale",
            "ect sim scale --out scale.svg --json")
        { Seed, Out }.Does(RunAsync);

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var progress = new StepProgress(context.Progress);
        var report = await Task.Run(() => ScaleStudy.Run(context.Value(Seed), progress, cancellation), cancellation);
        if (context.Value(Out) is { } picture)
        {
            await File.WriteAllTextAsync(picture, ScaleChart.ToSvg(report), cancellation);
        }

        return Answer.Of(ScaleView.Of(report), ScaleRenderer.Render);
    }
}
