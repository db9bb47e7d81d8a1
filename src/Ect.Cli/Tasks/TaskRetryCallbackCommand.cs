using System.CommandLine;
using Ect.Cli.Frame;

namespace Ect.Cli.Tasks;

internal static class TaskRetryCallbackCommand
{
    private static readonly Argument<string> Which = TaskArgument.Create();

    public static EctCommand Create() =>
        new EctCommand("retry-callback", "Hands a completed task's data to the consumer contract, after its callback failed or was never made. Anybody may", "ect task retry-callback 0x3fa9:2") { Which }.Does(RunAsync);

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var client = context.Signing();
        var task = await client.Tasks.FindAsync(context.Required(Which), cancellation);
        task = await client.Tasks.RetryCallbackAsync(task, client.Content, cancellation);
        var view = TaskView.Of(task, await client.Tasks.NowAsync(cancellation));
        return view.ToAnswer(context, task.IsCallbackPending ? ExitCode.Failure : ExitCode.Ok);
    }
}
