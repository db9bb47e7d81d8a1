using System.CommandLine;
using Ect.Cli.Frame;
using Ect.Cli.Running;

namespace Ect.Cli.Tasks;

internal static class TaskResultCommand
{
    private static readonly Argument<string> Which = TaskArgument.Create();
    private static readonly Option<string?> Out = new("--out") { Description = "Folder to write; must not exist or be empty. Default: result-INDEX", HelpName = "FOLDER" };

    public static EctCommand Create() =>
        new EctCommand("result", "Downloads a task's result, verified against what the chain agreed on", "ect task result 0x3fa9:2 --out result") { Which, Out }.Does(RunAsync);

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var client = context.Reading();
        var task = await client.Tasks.FindAsync(context.Required(Which), cancellation);
        var folder = context.Value(Out) ?? $"result-{task.Index}";
        ResultFolders.RequireFree(folder);
        var result = await ResultDownload.RunAsync(client, task, folder, cancellation);
        return Answer.Of(new { task = task.Id, appFailed = task.AppFailed, result = ResultView.Of(result) }, static (console, view) => view.result.Render(console));
    }
}
