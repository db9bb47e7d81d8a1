using Ect.Ethereum;
using Ect.Worker.Contributions;

namespace Ect.Worker.Guardian;

internal sealed partial class ContributionGuardian
{
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

        var wage = Units.FormatEther(claim.Wage);
        LogClaimedWage(Record.Task, claim.Settlement.Epoch, wage, deal.PoolOwner);
        return claim;
    }
}
