using System.Numerics;
using Ect.Contracts;
using Ect.Protocol.Deals;
using Ect.Worker.Contributions;
using Ect.Worker.Receipts;

namespace Ect.Worker.Guardian;

/// <summary>
/// What to do next for one contribution, from what the journal and the chain say: the whole of the worker's conduct from
/// a computed result to the return of its stake. Pure; asked again after every step and every restart.
/// </summary>
internal static class GuardianDecision
{
    public const string Accepted = "accepted";
    public const string Rejected = "rejected";
    public const string Released = "released";
    public const string NeverCommitted = "never committed";
    public const string SettledWithout = "settled in an epoch without this worker, and no receipt is there to claim its wage with";
    public const string LeftOut = "left out of the settlement; its receipt is there to claim its wage with";
    public const string EndedWithout = "ended without this worker";
    public const string Abandoned = "never settled by the scheduler";

    /// <param name="record">The contribution.</param>
    /// <param name="deal">The terms of its deal.</param>
    /// <param name="view">What the chain shows.</param>
    /// <param name="mayPublish">False while an upload runs or waits for its next attempt: the chain cannot wait for it.</param>
    /// <param name="patience">Seconds given to the scheduler, who closes tasks for everybody, before doing its work.</param>
    /// <param name="minClaim">Least wage for which a receipt is claimed, in the token's smallest unit.</param>
    public static GuardianAction Decide(ContributionRecord record, Deal deal, ChainView view, bool mayPublish, ulong patience, BigInteger minClaim = default)
    {
        if (view.Task.Status == ChainTaskStatus.Unset && view.Epoch is { IsTaken: true } epoch)
        {
            return epoch.IsPaid ? new GuardianAction.Settle(Accepted) : DecideSettledWithout(record, deal, view, minClaim);
        }

        if (record.State == ContributionState.LeftOut && view.Own.Commitment.IsZero)
        {
            return view.Task.Status is ChainTaskStatus.Completed or ChainTaskStatus.Failed ? new GuardianAction.Settle(EndedWithout)
                : view.Now > Deadlines.Of(deal).Final + patience ? new GuardianAction.Settle(Abandoned)
                : new GuardianAction.Wait("a re-org has taken the settlement back");
        }

        if (record.IsOnEpochPath)
        {
            return EpochPathDecision.Decide(record, deal, view, mayPublish, patience);
        }

        if (view.Task.Status is ChainTaskStatus.Completed or ChainTaskStatus.Failed)
        {
            return new GuardianAction.Settle(OutcomeOf(record, view));
        }

        if (view.Own.Commitment.IsZero)
        {
            return view.Task.Status is ChainTaskStatus.Unset or ChainTaskStatus.Active && view.BlockTime <= Deadlines.Of(deal).Contribution
                ? new GuardianAction.Contribute()
                : new GuardianAction.Settle(NeverCommitted);
        }

        if (view.Own.Commitment != record.Commitment)
        {
            // Only a process with this wallet and another data folder can have sent it; only that one knows the salt.
            return new GuardianAction.Settle("committed by another process of this wallet, which alone can reveal it");
        }

        return record.State is ContributionState.Computed or ContributionState.Stalled or ContributionState.LeftOut ? new GuardianAction.NoteCommitted()
            : view.Task.Status == ChainTaskStatus.Revealing ? DecideRevealing(record, view, mayPublish, patience)
            : DecideActive(record, deal, view, mayPublish, patience);
    }

    private static GuardianAction DecideSettledWithout(ContributionRecord record, Deal deal, ChainView view, BigInteger minClaim) => record switch
    {
        { State: ContributionState.LeftOut } => ReceiptDecision.Decide(record, deal, view.Receipt, view.BlockTime, minClaim),
        { Epoch.ReceiptEpoch: not null } when ContributionLifecycle.CanMove(record.State, ContributionState.LeftOut) => new GuardianAction.LeaveOut(),
        _ => new GuardianAction.Settle(SettledWithout),
    };

    private static GuardianAction DecideRevealing(ContributionRecord record, ChainView view, bool mayPublish, ulong patience)
    {
        // By the chain's own clock: a fast clock here must not make the worker silent, and the silent lose their stake.
        if (view.Own.ResultHash.IsZero && view.BlockTime <= view.Task.RevealDeadline)
        {
            return new GuardianAction.Reveal();
        }

        if (record.State == ContributionState.Committed && mayPublish)
        {
            return new GuardianAction.Publish();
        }

        return view.Now > view.Task.RevealDeadline + patience
            ? new GuardianAction.Finish()
            : new GuardianAction.Wait("the reveal phase runs; everybody has until its deadline");
    }

    private static GuardianAction DecideActive(ContributionRecord record, Deal deal, ChainView view, bool mayPublish, ulong patience)
    {
        if (view.Now > Deadlines.Of(deal).Contribution + patience)
        {
            return new GuardianAction.OpenReveal();
        }

        return record.State == ContributionState.Committed && mayPublish
            ? new GuardianAction.Publish()
            : new GuardianAction.Wait(record.State == ContributionState.Committed ? "the result is not uploaded yet" : "the scheduler gathers contributions");
    }

    // Of the agreed result's hash the chain keeps the first bytes.
    private static bool IsAgreed(ChainTask task, ContributionRecord record) =>
        record.ResultHash.ToBytes().AsSpan(0, task.ResultHash.Length).SequenceEqual(task.ResultHash);

    private static string OutcomeOf(ContributionRecord record, ChainView view) => (view.Own.Commitment == record.Commitment, view.Task.Status) switch
    {
        (false, _) => NeverCommitted,
        (true, ChainTaskStatus.Completed) => IsAgreed(view.Task, record) ? Accepted : Rejected,
        // A task that failed after a reveal phase costs those their stake who stayed silent in it.
        _ => view.Task.RevealDeadline != 0 && view.Own.ResultHash.IsZero ? Rejected : Released,
    };
}
