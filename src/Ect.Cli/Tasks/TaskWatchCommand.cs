using System.CommandLine;
using Ect.Cli.Frame;
using Ect.Cli.Running;
using Ect.Sdk.Deals;
using Ect.Sdk.Errors;

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
        using var late = new CancellationTokenSource(context.Span(Timeout), context.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        try
        {
            await foreach (var update in client.Deals.WatchAsync(task.Deal, cancellation: either.Token))
            {
                if (update.Task != task.Id)
                {
                    continue;
                }

                DealFollower.Print(context, update);
                if (update.Kind is TaskUpdateKind.Completed or TaskUpdateKind.Failed)
                {
                    break;
                }
            }
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new EctException(ErrorCode.Timeout, $"Task {task.Id} has not ended within {context.Span(Timeout)}.", inner: e);
        }

        task = await client.Tasks.GetAsync(task.Deal, task.Index, cancellation);
        return Answer.Of(TaskView.Of(task, await client.Tasks.NowAsync(cancellation)), static (console, view) => view.Render(console));
    }
}
