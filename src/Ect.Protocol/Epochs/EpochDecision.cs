using Ect.Protocol.Lifecycles;

namespace Ect.Protocol.Epochs;

/// <summary>
/// What to do about an epoch, decided from the store and the chain alone: the same view always gives the same action, so a
/// scheduler that starts again after a crash goes on where it stood.
/// </summary>
public static class EpochDecision
{
    /// <summary>Decides the next step.</summary>
    public static EpochAction Decide(EpochView epoch, EpochLimits limits) => epoch.State switch
    {
        EpochState.Open => new EpochAction.Wait("Commitments come in."),
        EpochState.Closed => new EpochAction.Anchor("Its commitments are complete."),
        EpochState.Anchored => DecideAnchored(epoch, limits),
        EpochState.Proposed => DecideProposed(epoch, limits),
        EpochState.Settling => new EpochAction.Settle("Everybody has signed."),
        _ => new EpochAction.Wait("It is over."),
    };

    /// <summary>Why the open epoch should close now; null if it should wait.</summary>
    public static string? WhyClose(GatheredCommitments gathered, EpochLimits limits)
    {
        var isFull = gathered.Count >= limits.MaxCommitments;
        var fillsOneMore = gathered.Fill > gathered.Unproposed;
        return gathered switch
        {
            { Count: 0, Left: 0 } => null,
            _ when gathered.Live >= (isFull || fillsOneMore ? limits.MaxFullEpochs : limits.MaxLiveEpochs) => null,
            _ when isFull => $"{gathered.Count} commitments are enough",
            _ when fillsOneMore => $"{gathered.Left} tasks are left that fill one more settlement",
            { Unanchored: > 0 } => null, // They gather while the chain is slow: fewer and larger epochs.
            { Left: > 0, Unproposed: 0 } => $"{gathered.Left} tasks are left that no epoch is to settle",
            { Count: 0 } => null, // An epoch that has yet to propose takes them.
            { Computing: 0 } => "everybody who computes has committed",
            _ when gathered.Oldest >= limits.Interval => $"the oldest of {gathered.Count} commitments has waited {gathered.Oldest.TotalSeconds:0.#} s",
            _ => null,
        };
    }

    /// <summary>Whether an anchored epoch waits for openings whatever its tasks are, so that nobody needs to look at them.</summary>
    public static bool Awaits(EpochView epoch, EpochLimits limits) => epoch.Awaited > 0 && epoch.SinceAnchor < limits.OpeningPatience;

    private static EpochAction DecideAnchored(EpochView epoch, EpochLimits limits)
    {
        if (Awaits(epoch, limits))
        {
            return new EpochAction.Wait($"{epoch.Awaited} contributions are not opened yet.");
        }

        var agreed = epoch.Tasks.Select(task => (Task: task, Agreed: EpochAgreement.Of(task))).Where(pair => pair.Agreed is not null).Select(pair => (pair.Task, pair.Agreed!)).ToList();
        return SettlementPlan.Make(agreed, epoch.Bonds, limits) is { } draft
            ? new EpochAction.Propose(draft, $"{draft.Pages.Sum(page => page.Tasks.Count)} of {epoch.Tasks.Count} tasks are agreed on, {draft.Signers.Count} workers sign.")
            : new EpochAction.Abandon(agreed.Count > 0 ? "The workers' bonds cover none of its tasks." : $"None of its {epoch.Tasks.Count} tasks is agreed on.");
    }

    private static EpochAction DecideProposed(EpochView epoch, EpochLimits limits)
    {
        var missing = epoch.Signers.Where(signer => !epoch.SignedBy.Contains(signer)).ToList();
        return missing.Count == 0 ? new EpochAction.Seal($"All {epoch.Signers.Count} have signed.")
            : epoch.SinceProposal >= limits.SignaturePatience ? new EpochAction.LeaveOut(missing, $"{missing.Count} of {epoch.Signers.Count} workers did not sign within {limits.SignaturePatience.TotalSeconds:0.#} s.")
            : new EpochAction.Wait($"{missing.Count} of {epoch.Signers.Count} workers have yet to sign.");
    }
}
