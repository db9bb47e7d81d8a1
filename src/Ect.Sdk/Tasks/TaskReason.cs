using Ect.Contracts;
using Ect.Protocol.Deals;
using static Ect.Protocol.Deals.ChainTime;

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
        ChainTaskStatus.Failed when task.Contributors.Count == 0 => "Nobody contributed in time: who paid has the price back, and with it the pool owner's stake, unless the scheduler declined the task.",
        ChainTaskStatus.Failed => "Nobody brought a consensus in time: who paid has the price back, and the pool owner lost its stake.",
        ChainTaskStatus.Revealing when now <= task.RevealDeadline => $"Workers reveal on chain until {At(task.RevealDeadline)}; whoever is silent then loses its stake.",
        ChainTaskStatus.Revealing when now <= task.RevealDeadline + task.Deadlines.RevealPeriod => $"The reveal phase is over. Anybody may finalise what was revealed (`ect task finalize`); without a consensus it can be claimed after {At(task.RevealDeadline + task.Deadlines.RevealPeriod)}.",
        ChainTaskStatus.Revealing => "The reveal phase is over: `ect task finalize` if the reveals agree, `ect task claim` for the refund if they do not.",
        _ when task.Contributors.Count > 0 => Contributed(task, now),
        _ when task.Deadlines.MayClaim(now) => "The final deadline has passed: anybody may claim the task (`ect task claim`), which refunds who paid.",
        _ when !task.Deadlines.MayContribute(now) => $"No worker contributed in time. After {At(task.Deadlines.Final)} anybody may claim the refund (`ect task claim`).",
        _ when DealMode.IsPrivate(task.Deal.Terms.Mode) => $"No worker has contributed yet; workers may until {At(task.Deadlines.Contribution)}.",
        _ when task.Deadlines.MayContributeUnasked(now) => $"No worker has contributed yet. The scheduler has had its time: drawn workers may without it until {At(task.Deadlines.Contribution)}.",
        _ => $"No worker has contributed yet; workers may until {At(task.Deadlines.Contribution)}, after {At(task.Deadlines.SelfAssign)} without the scheduler.",
    };

    private static string Contributed(TaskInfo task, ulong now) =>
        $"{task.Contributors.Count} {(task.Contributors.Count == 1 ? "worker has" : "workers have")} committed; {Math.Max(task.Deal.Terms.Trust, (ushort)1)} must agree. "
        + (task.Deadlines.MayAnybodyOpenReveal(now) ? "The time for contributions is over: anybody may open the reveal phase (`ect task open-reveal`), in which workers show their results."
            : task.Deadlines.MayContributeUnasked(now) && !DealMode.IsPrivate(task.Deal.Terms.Mode) ? $"More may join until {At(task.Deadlines.Contribution)}, without the scheduler too."
            : $"The scheduler waits for more workers until {At(task.Deadlines.Contribution)}.");

    private static string Completed(TaskInfo task)
    {
        var right = task.Contributors.Count(part => part.Outcome is ContributorOutcome.Right or ContributorOutcome.Honoured);
        var honoured = task.Contributors.Count(part => part.Outcome == ContributorOutcome.Honoured);
        var agreed = $"{right} of {task.Contributors.Count} workers agreed" + (honoured == 0 ? "" : $", {honoured} of them left out of the settlement and paid by the pool's owner");
        var callback = task.IsCallbackPending ? " The hub has yet to hand it to the consumer contract; anybody may have it try (`ect task retry-callback`)." : "";
        return task.AppFailed
            ? $"The application failed, {agreed}: the app is to blame, and its price went back to the requester.{callback}"
            : $"{agreed}.{callback}";
    }
}
