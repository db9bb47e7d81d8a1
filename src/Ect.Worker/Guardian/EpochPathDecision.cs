using Ect.Contracts;
using Ect.Protocol.Deals;
using Ect.Worker.Contributions;

namespace Ect.Worker.Guardian;

/// <summary>
/// What to do next for a contribution that the scheduler is to settle in an epoch. Receipts, anchors and proposals come by
/// themselves; what is decided here is when to upload, and when to wait no longer and go the direct path.
/// </summary>
internal static class EpochPathDecision
{
    /// <summary>Durations after which it is taken whatever the scheduler has said: the others need time to follow.</summary>
    private const uint LastPeriods = 7;

    /// <param name="record">A contribution on the epoch path.</param>
    /// <param name="deal">The terms of its deal.</param>
    /// <param name="view">What the chain shows; no epoch has settled the task.</param>
    /// <param name="mayPublish">False while an upload runs or waits for its next attempt.</param>
    /// <param name="patience">Seconds given to the scheduler at least after each of its signs of life.</param>
    public static GuardianAction Decide(ContributionRecord record, Deal deal, ChainView view, bool mayPublish, ulong patience)
    {
        var isCommitted = !view.Own.Commitment.IsZero;
        if (isCommitted)
        {
            return new GuardianAction.Stall("this worker's commitment is on chain");
        }

        if (view.Task.Status is ChainTaskStatus.Completed or ChainTaskStatus.Failed or ChainTaskStatus.Revealing)
        {
            return new GuardianAction.Settle(GuardianDecision.EndedWithout);
        }

        var isInTime = Deadlines.Of(deal).MayContribute(view.BlockTime);
        var canContribute = isInTime && view.Epoch is { CanStake: true };
        if (view.Task.Status == ChainTaskStatus.Active)
        {
            return canContribute ? new GuardianAction.Stall("others have taken the task to the direct path")
                : isInTime ? new GuardianAction.Wait("the task is on the direct path, and no tokens are free for its stake")
                : new GuardianAction.Settle(GuardianDecision.EndedWithout);
        }

        if (view.Now > Deadlines.Of(deal).Final + patience)
        {
            return new GuardianAction.Settle(GuardianDecision.Abandoned);
        }

        var hasStalled = view.Now > StallsAt(record, deal, view.Epoch?.SignedAt ?? 0, patience);
        if (hasStalled && canContribute)
        {
            return new GuardianAction.Stall("the scheduler has not settled it in time");
        }

        return record.State == ContributionState.Anchored && mayPublish ? new GuardianAction.Publish()
            : new GuardianAction.Wait(hasStalled ? "the scheduler stalls, and the direct path is closed or no tokens are free for its stake" : WaitsFor(record.State));
    }

    /// <summary>
    /// The last second, Unix time, in which the scheduler is waited for: four durations after the deal's start. A scheduler
    /// that is seen to be at work is given one duration more, again and again, until seven.
    /// </summary>
    public static ulong StallsAt(ContributionRecord record, Deal deal, ulong signedAt, ulong patience)
    {
        var progress = Math.Max((ulong)record.Epoch!.ProgressAt.ToUnixTimeSeconds(), signedAt);
        var latest = deal.Start + ((ulong)LastPeriods * deal.Duration);
        return Math.Min(latest, Math.Max(Deadlines.Of(deal).SelfAssign, progress + Math.Max(deal.Duration, patience)));
    }

    private static string WaitsFor(ContributionState state) => state switch
    {
        ContributionState.Computed => "the scheduler has not confirmed the commitment yet",
        ContributionState.Receipted => "the epoch is not anchored yet",
        ContributionState.Anchored => "the result is not uploaded yet",
        _ => "the scheduler prepares the settlement",
    };
}
