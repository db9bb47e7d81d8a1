using System.CommandLine;
using Ect.Cli.Frame;

namespace Ect.Cli.Tasks;

internal static class TaskClaimCommand
{
    private static readonly Argument<string> Which = TaskArgument.Create();

    public static EctCommand Create() =>
        new EctCommand("claim", "Gives up a task after its deadline: who paid is refunded, and of a task that nobody contributed to has the scheduler's stake too. Anybody may", "ect task claim 0x3fa9:2") { Which }.Does(RunAsync);

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var client = context.Signing();
        var task = await client.Tasks.FindAsync(context.Required(Which), cancellation);
        task = await client.Tasks.ClaimAsync(task, cancellation);
        return TaskView.Of(task, await client.Tasks.NowAsync(cancellation)).ToAnswer(context);
    }
}
