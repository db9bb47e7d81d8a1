using System.Globalization;
using Ect.Contracts;

namespace Ect.Sdk.Tasks;

/// <summary>Why a task stands where it stands, and what can be done, in words.</summary>
public static class TaskReason
{
    /// <summary>One or two sentences.</summary>
    /// <param name="task">The task.</param>
    /// <param name="now">Unix seconds of the chain's newest block.</param>
    public static string Of(TaskInfo task, ulong now) => task.Status switch
    {
        ChainTaskStatus.Completed => Completed(task),
        ChainTaskStatus.Failed => "Nobody brought a consensus in time: the requester has the price back, and the pool owner lost its stake.",
        ChainTaskStatus.Revealing when now <= task.RevealDeadline => $"Workers reveal on chain until {At(task.RevealDeadline)}; whoever is silent then loses its stake.",
        ChainTaskStatus.Revealing when now <= task.RevealDeadline + task.Deadlines.RevealPeriod => $"The reveal phase is over. Anybody may finalise what was revealed (`ect task finalize`); without a consensus it can be claimed after {At(task.RevealDeadline + task.Deadlines.RevealPeriod)}.",
        ChainTaskStatus.Revealing => "The reveal phase is over: `ect task finalize` if the reveals agree, `ect task claim` for the refund if they do not.",
        _ when task.Deadlines.MayClaim(now) => "The final deadline has passed: anybody may claim the task (`ect task claim`), which refunds the requester.",
        ChainTaskStatus.Active when task.Deadlines.MayAnybodyOpenReveal(now) => $"{Votes(task)} The time for contributions is over; workers may open the reveal phase until {At(task.Deadlines.Final)}.",
        ChainTaskStatus.Active => $"{Votes(task)} The scheduler waits for more workers until {At(task.Deadlines.Contribution)}.",
        _ when task.Deadlines.MayContribute(now) => $"No worker has contributed yet; workers may until {At(task.Deadlines.Contribution)}.",
        _ => $"No worker contributed in time. From {At(task.Deadlines.Final)} on anybody may claim the refund (`ect task claim`).",
    };

    private static string Completed(TaskInfo task)
    {
        var right = task.Contributors.Count(part => part.Outcome == ContributorOutcome.Right);
        var agreed = $"{right} of {task.Contributors.Count} workers agreed";
        var callback = task.IsCallbackPending ? " The hub has yet to hand it to the consumer contract; anybody may have it try (`ect task retry-callback`)." : "";
        return task.AppFailed
            ? $"The application failed, {agreed}: the app is to blame, and its price went back to the requester.{callback}"
            : $"{agreed}.{callback}";
    }

    private static string Votes(TaskInfo task) =>
        $"{task.Contributors.Count} {(task.Contributors.Count == 1 ? "worker has" : "workers have")} committed; {Math.Max(task.Deal.Terms.Trust, (ushort)1)} must agree.";

    private static string At(ulong time) => DateTimeOffset.FromUnixTimeSeconds((long)time).ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
