using Ect.Contracts;
using Ect.Protocol.Deals;
using Ect.Protocol.Trust;
using Ect.Ethereum;
using Ect.Worker.Contributions;

namespace Ect.Worker.Guardian;

/// <summary>Finalise, claim or leave: from the votes that were revealed on chain.</summary>
internal static class FinishDecision
{
    /// <param name="record">This worker's contribution.</param>
    /// <param name="deal">The terms of its deal.</param>
    /// <param name="view">What the chain shows; the reveal deadline has passed.</param>
    /// <param name="votes">Every contributor, ascending, with its revealed result, zero if it stayed silent, and what its vote weighs.</param>
    public static FinishAction Decide(ContributionRecord record, Deal deal, ChainView view, IReadOnlyList<(Address Worker, Vote Vote)> votes)
    {
        var agreed = TrustRule.Winner(TrustRule.Groups(votes.Select(v => v.Vote)), TrustDemand.Of(deal));
        if (agreed == record.ResultHash)
        {
            return new FinishAction.Finalize([.. votes.Select(v => new Opening(v.Worker, Bytes32.Zero, Bytes32.Zero))]);
        }

        if (view.Now <= view.Task.RevealDeadline + Deadlines.Of(deal).RevealPeriod)
        {
            return agreed is null ? new FinishAction.WaitForOthers() : new FinishAction.LeaveToOthers();
        }

        // With a callback the winners' data may be withheld: then the hub lets anybody claim after the final deadline.
        return agreed is null || (!deal.Callback.IsZero && view.Now > Deadlines.Of(deal).Final)
            ? new FinishAction.Claim([.. votes.Select(v => v.Worker)])
            : new FinishAction.LeaveToOthers();
    }
}
