using System.CommandLine;
using Ect.Cli.Frame;
using Ect.Cli.Home;

namespace Ect.Cli.Demo;

/// <summary>`ect demo`: the whole system at work, on a network that exists for this only.</summary>
internal static class DemoCommand
{
    private static readonly Option<int> Seed = new("--seed")
    {
        Description = "Decides which worker lies, and which dies",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<string?> Out = new("--out")
    {
        Description = "Folder for the results and the network's logs. Default: a new folder for temporary files",
        HelpName = "FOLDER",
    };

    public static EctCommand Create()
    {
        var command = new EctCommand(
            "demo",
            "See everything work: a throw-away network, ten tasks, five workers of which one lies and one dies",
            "ect demo",
            "ect demo --seed 7 --json");
        command.Options.Add(Seed);
        command.Options.Add(Out);
        return command.Does(RunAsync);
    }

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var folder = context.Value(Out) is { } chosen ? Path.GetFullPath(chosen) : Directory.CreateTempSubdirectory("ect-demo-").FullName;
        var run = new DemoRun(new DemoOptions(context.Value(Seed)), new EctHome(folder), context.Progress, context.Time);
        var report = await run.RunAsync(cancellation);
        return Answer.Of(report, DemoRenderer.Render, report.Succeeded ? ExitCode.Ok : ExitCode.Failure);
    }
}
