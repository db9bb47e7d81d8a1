using System.CommandLine;
using Ect.Cli.Frame;
using Ect.Cli.Running;

namespace Ect.Cli.Flows;

internal static class FlowRunCommand
{
    private static readonly Option<string?> Out = new("--out") { Description = "Download the verified results of the last steps to FOLDER/STEP/INDEX", HelpName = "FOLDER" };
    private static readonly Option<string?> Journal = new("--journal") { Description = "What was bought so far, so that a new run goes on. Default: FILE.journal", HelpName = "PATH" };

    public static EctCommand Create() =>
        new EctCommand(
            "run",
            "Buys the steps of a workflow as their inputs become ready, and waits for all; repeated after an interruption, it goes on",
            "ect flow run flow.json --out results",
            "ect flow run flow.json --journal second-try.journal --json")
        {
            FlowFile.Which, Out, Journal, FlowRun.Timeout,
        }.Does(RunAsync);

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var (path, folder) = (context.Required(FlowFile.Which), context.Value(Out));
        if (folder is not null)
        {
            ResultFolders.RequireFree(folder);
        }

        var read = await FlowFile.ReadAsync(path, cancellation);
        var client = context.Signing();
        var workflow = await client.UploadInputsAsync(await FlowFile.ResolveAsync(context, client, read, cancellation), FlowFile.FolderOf(path), cancellation);
        var report = await FlowRun.RunAsync(context, client, workflow, context.Value(Journal) ?? path + ".journal", cancellation);
        return (folder is null ? report : await report.DownloadAsync(client, workflow, folder, cancellation)).ToAnswer();
    }
}
