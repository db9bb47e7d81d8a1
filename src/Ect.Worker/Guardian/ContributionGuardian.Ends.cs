using Ect.Ethereum;
using Ect.Wire;
using Ect.Worker.Contributions;

namespace Ect.Worker.Guardian;

internal sealed partial class ContributionGuardian
{
    private void NoteWait(string why)
    {
        if (why == lastWait)
        {
            return;
        }

        lastWait = why;
        if (Record.State == ContributionState.LeftOut)
        {
            LogClaimWaits(Record.Task, why);
        }
        else
        {
            LogWaiting(Record.Task, why);
        }
    }

    private void Settle(string outcome)
    {
        if (IsBelieved(outcome))
        {
            if (outcome == GuardianDecision.NeverCommitted)
            {
                post.Send(ContributionMessages.Failed(Record.Task, Blame.Worker, "The commitment did not reach the chain before the task stopped taking contributions."));
            }

            GiveUp(outcome);
        }
    }

    // A re-org can take an end back: the chain must go on showing it.
    private bool IsBelieved(string outcome)
    {
        var now = time.GetUtcNow();
        if (end?.Outcome != outcome)
        {
            end = (outcome, now);
            LogEnded(Record.Task, outcome);
        }

        return now - end.Value.Since >= settings.SettlementDelay;
    }

    private void GiveUp(string outcome)
    {
        Record = journal.Move(Record, ContributionState.Settled, outcome);
        if (!Record.IsAnsweredFor)
        {
            publisher.Forget(Record);
        }
    }

    private void LeaveOut()
    {
        if (IsBelieved(GuardianDecision.LeftOut))
        {
            Record = journal.Move(Record, ContributionState.LeftOut, GuardianDecision.LeftOut);
        }
    }

    // That it was honoured is read from the chain, at the next look: a claim that a re-org drops is made again.
    private async Task<GuardianAction> ClaimReceiptAsync(GuardianAction.ClaimReceipt claim, CancellationToken cancellationToken)
    {
        try
        {
            await receipts.ClaimAsync(Record, deal, claim.Settlement, cancellationToken);
        }
        catch (RevertException e) when (e.ErrorName == "InsufficientFreeBalance")
        {
            var wait = new GuardianAction.Wait($"the pool's owner {deal.PoolOwner} has neither free tokens nor a bond for the wage of {Units.FormatEther(claim.Wage)}; tried again until the receipt's day is over");
            NoteWait(wait.Why);
            return wait;
        }

        catch (RevertException e) when (e.ErrorName is "NotSeated" or "TooManyReceipts")
        {
            var refused = new GuardianAction.Settle($"left out of epoch {claim.Settlement.Epoch} for good: the hub does not honour the receipt ({e.ErrorName})");
            Settle(refused.Outcome);
            return refused;
        }

        var wage = Units.FormatEther(claim.Wage);
        LogClaimedWage(Record.Task, claim.Settlement.Epoch, wage, deal.PoolOwner);
        return claim;
    }
}
