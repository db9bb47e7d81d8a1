using System.CommandLine;
using Ect.Cli.Frame;

namespace Ect.Cli.Tasks;

internal static class TaskPullCommand
{
    private static readonly Argument<string> Which = TaskArgument.Create();

    public static EctCommand Create() =>
        new EctCommand("pull", "Brings a completed task's result, with its proof, into the contract that bought it. Anybody may", "ect task pull 0x3fa9:0") { Which }.Does(RunAsync);

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var client = context.Signing();
        var task = await client.Tasks.FindAsync(context.Required(Which), cancellation);
        return RequestView.Of(task, await client.Tasks.PullAsync(task, client.Content, cancellation)).ToAnswer();
    }
}
