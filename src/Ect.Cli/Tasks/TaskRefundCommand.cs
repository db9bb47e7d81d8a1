using System.CommandLine;
using Ect.Cli.Frame;

namespace Ect.Cli.Tasks;

internal static class TaskRefundCommand
{
    private static readonly Argument<string> Which = TaskArgument.Create();

    public static EctCommand Create() =>
        new EctCommand("refund", "Has the contract that bought a task get its money back, after the task or its application failed. Anybody may", "ect task refund 0x3fa9:0") { Which }.Does(RunAsync);

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var client = context.Signing();
        var task = await client.Tasks.FindAsync(context.Required(Which), cancellation);
        return RequestView.Of(task, await client.Tasks.RefundAsync(task, cancellation)).ToAnswer();
    }
}
