using System.CommandLine;
using Ect.Cli.Frame;

namespace Ect.Cli.Tasks;

internal static class TaskFinalizeCommand
{
    private static readonly Argument<string> Which = TaskArgument.Create();

    public static EctCommand Create() =>
        new EctCommand("finalize", "Completes a task from what its workers revealed on chain: anybody may, the scheduler is not needed", "ect task finalize 0x3fa9:2") { Which }.Does(RunAsync);

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var client = context.Signing();
        var task = await client.Tasks.FindAsync(context.Required(Which), cancellation);
        task = await client.Tasks.FinalizeAsync(task, client.Content, cancellation);
        return TaskView.Of(task, await client.Tasks.NowAsync(cancellation)).ToAnswer(context);
    }
}
