using Ect.Protocol.Scheduling;

namespace Ect.Scheduler.Why;

/// <summary>The reason that a decision about a task is.</summary>
internal static class ActionReason
{
    /// <exception cref="ArgumentException">A decision that nobody gave a reason of the catalogue.</exception>
    public static Reason Of(TaskAction action) => Kind(action).Say(action.Reason);

    private static ReasonKind Kind(TaskAction action) => action switch
    {
        TaskAction.Wait wait => Kind(wait.For),
        TaskAction.Done => TaskReasons.Ended,
        TaskAction.Assign => TaskReasons.VotesNeeded,
        TaskAction.Anchor => TaskReasons.AwaitingAnchor,
        TaskAction.OpenReveal => TaskReasons.OpeningReveal,
        TaskAction.Finalize => TaskReasons.Finalizing,
        TaskAction.Claim => TaskReasons.Claiming,
        TaskAction.Decline => TaskReasons.Declining,
        TaskAction.FallBack => TaskReasons.VotesNeeded,
        _ => throw new ArgumentException($"The decision {action.GetType().Name} has no reason in the catalogue: give it one in {nameof(TaskReasons)}.", nameof(action)),
    };

    private static ReasonKind Kind(WaitFor what) => what switch
    {
        WaitFor.Workers => TaskReasons.WorkersUnderWay,
        WaitFor.Chain => TaskReasons.ChainBehind,
        WaitFor.Reveals => TaskReasons.RevealPhase,
        WaitFor.Claim => TaskReasons.VotesDisagree,
        WaitFor.Result => TaskReasons.ResultNotGiven,
        WaitFor.Deadline => TaskReasons.NobodyContributed,
        WaitFor.Epoch => TaskReasons.AwaitingEpoch,
        _ => throw new ArgumentOutOfRangeException(nameof(what), what, "It has no reason in the catalogue."),
    };
}
