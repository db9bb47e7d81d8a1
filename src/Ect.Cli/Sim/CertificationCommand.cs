using System.CommandLine;
using Ect.Cli.Frame;
using Ect.Simulation.Certification;
using Spectre.Console;

namespace Ect.Cli.Sim;

/// <summary>`ect sim certification`: how many wrong results ways of certifying let through, against what the formulas say.</summary>
internal static class CertificationCommand
{
    private static readonly Option<int> Seed = SimOptions.Seed("Decides everything that is left to chance");

    private static readonly Option<int> Runs = SimOptions.Runs(
        "Batches", CertificationStudy.FewestRuns, CertificationStudy.DefaultRuns, "twice as many make intervals a third narrower", "fewer batches say nothing of the spread between them.");

    private static readonly Option<string?> Out = SimOptions.Out("Also draw errors against work and sabotage as a picture");

    public static EctCommand Create()
    {
        var command = new EctCommand(
            "certification",
            "Play batches with saboteurs through voting, spot-checks and credibility: how many wrong results each lets through",
            "ect sim certification",
            "ect sim certification --seed 7 --runs 1000 --out certification.svg --json");
        command.Options.Add(Seed);
        command.Options.Add(Runs);
        command.Options.Add(Out);
        return command.Does(RunAsync);
    }

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var report = await context.Progress.Progress().AutoClear(true).StartAsync(bars =>
            Task.Run(() => CertificationStudy.Run(context.Value(Seed), context.Value(Runs), new StudyBar(bars), cancellation), cancellation));
        if (context.Value(Out) is { } file)
        {
            await File.WriteAllTextAsync(file, CertificationChart.ToSvg(report), cancellation);
        }

        return Answer.Of(CertificationView.Of(report), CertificationRenderer.Render, report.Holds ? ExitCode.Ok : ExitCode.Failure);
    }
}
