using System.CommandLine;
using Ect.Cli.Frame;

namespace Ect.Cli.Tasks;

internal static class TaskOpenRevealCommand
{
    private static readonly Argument<string> Which = TaskArgument.Create();

    public static EctCommand Create() =>
        new EctCommand("open-reveal", "Has a task's workers show their results on chain, after the time for contributions: who does not loses its stake. Anybody may, the scheduler is not needed", "ect task open-reveal 0x3fa9:2") { Which }.Does(RunAsync);

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var client = context.Signing();
        var task = await client.Tasks.FindAsync(context.Required(Which), cancellation);
        task = await client.Tasks.OpenRevealAsync(task, cancellation);
        return TaskView.Of(task, await client.Tasks.NowAsync(cancellation)).ToAnswer(context);
    }
}
