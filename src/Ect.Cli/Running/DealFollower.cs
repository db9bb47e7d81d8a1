using System.Globalization;
using Ect.Cli.Frame;
using Ect.Ethereum;
using Ect.Sdk;
using Ect.Sdk.Deals;
using Ect.Sdk.Errors;
using Spectre.Console;

namespace Ect.Cli.Running;

/// <summary>Prints what happens to the tasks of deals until all have ended.</summary>
internal static class DealFollower
{
    public static async Task FollowAsync(CliContext context, EctClient client, IReadOnlyList<DealInfo> deals, TimeSpan patience, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(patience, context.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        try
        {
            foreach (var deal in deals)
            {
                await foreach (var update in client.Deals.WatchAsync(deal, cancellation: either.Token))
                {
                    Print(context, update);
                }
            }
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new EctException(ErrorCode.Timeout, $"The tasks of {string.Join(", ", deals.Select(deal => deal.Id))} have not ended within {patience}.", "They go on: see `ect deal show ID`, or wait with `ect deal watch ID`.", e);
        }
    }

    public static void Print(CliContext context, TaskUpdate update)
    {
        var time = context.Time.GetUtcNow().ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        context.Progress.WriteLine($"{time}  task {update.Index,-4} {Text(update)}");
    }

    private static string Text(TaskUpdate update) => update.Kind switch
    {
        TaskUpdateKind.Started => "started",
        TaskUpdateKind.Contributed => $"{update.Worker} committed to a result",
        TaskUpdateKind.RevealOpened => "workers reveal on chain",
        TaskUpdateKind.Revealed => $"{update.Worker} revealed its result",
        TaskUpdateKind.Accepted => $"{update.Worker} was right: earned {Units.FormatEther(update.Amount)} ECT",
        TaskUpdateKind.Rejected => $"{update.Worker} was wrong or silent: lost {Units.FormatEther(update.Amount)} ECT",
        TaskUpdateKind.Released => $"{update.Worker} has its stake back",
        TaskUpdateKind.Completed when update.AppFailed => "COMPLETED: the application failed",
        TaskUpdateKind.Completed => "COMPLETED",
        _ => "FAILED: refunded",
    };
}
