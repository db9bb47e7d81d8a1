using System.CommandLine;
using Ect.Cli.Frame;
using Ect.Cli.Up;
using Ect.Simulation.Incentives;

namespace Ect.Cli.Sim;

/// <summary>`ect sim incentives`: what attacks on the market cost and bring.</summary>
internal static class IncentivesCommand
{
    private static readonly Option<int> Seed = SimOptions.Seed("Decides the draws and everything else that is left to chance");

    private static readonly Option<string?> Out = SimOptions.Out("Also draw the table as a picture");

    public static EctCommand Create()
    {
        var command = new EctCommand(
            "incentives",
            "Play attacks on the market with the protocol's own rules: what each costs and brings, and which rule holds it",
            "ect sim incentives",
            "ect sim incentives --seed 7 --out incentives.svg --json");
        command.Options.Add(Seed);
        command.Options.Add(Out);
        return command.Does(RunAsync);
    }

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var progress = new StepProgress(context.Progress);
        var report = await Task.Run(() => IncentiveStudy.Run(context.Value(Seed), progress, cancellation), cancellation);
        if (context.Value(Out) is { } file)
        {
            await File.WriteAllTextAsync(file, IncentiveChart.ToSvg(report), cancellation);
        }

        return Answer.Of(IncentivesView.Of(report), IncentivesRenderer.Render, report.Holds ? ExitCode.Ok : ExitCode.Failure);
    }
}
