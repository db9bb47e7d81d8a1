using System.CommandLine;
using Ect.Cli.Frame;
using Ect.Cli.Running;

namespace Ect.Cli.Tasks;

internal static class TaskWatchCommand
{
    private static readonly Argument<string> Which = TaskArgument.Create();
    private static readonly DurationOption Timeout = new("--timeout", "How long to wait", TimeSpan.FromDays(1));

    public static EctCommand Create() =>
        new EctCommand("watch", "Waits until a task has ended", "ect task watch 0x3fa9:2", "ect task watch 0x77aa --timeout 10m --json") { Which, Timeout }.Does(RunAsync);

    private static async Task<Answer> RunAsync(CliContext context, CancellationToken cancellation)
    {
        var client = context.Reading();
        var task = await client.Tasks.FindAsync(context.Required(Which), cancellation);
        if (!task.IsFinal)
        {
            await DealFollower.FollowAsync(context, client, task.Deal, task.Id, context.Span(Timeout), cancellation);
        }

        task = await client.Tasks.GetAsync(task.Deal, task.Index, cancellation);
        return (await TaskView.AskAsync(client, task, cancellation)).ToAnswer(context);
    }
}
