using Ect.Contracts;
using Ect.Worker.Chain;
using Ect.Worker.Contributions;

namespace Ect.Worker.Receipts;

/// <summary>What a claim with a receipt needs of the chain, and the claim.</summary>
internal sealed class ReceiptClerk(IChain chain)
{
    /// <summary>What the chain shows; null if it shows no settlement of the task.</summary>
    public async Task<ReceiptView?> ViewAsync(ContributionRecord record, Deal deal, CancellationToken cancellationToken)
    {
        if (await chain.SettlementAsync(deal, record.Index, cancellationToken) is not { } settlement)
        {
            return null;
        }

        var offset = record.Index - deal.First;
        var page = settlement.Find(record.DealId, offset)!.Value.Page;
        return new ReceiptView(
            settlement,
            (await chain.EpochAsync(settlement.Scheduler, settlement.Epoch, cancellationToken)).At,
            settlement.AgreeingOn(page, offset).Contains(chain.Worker),
            await chain.ReceiptWageAsync(deal, record.Index, cancellationToken),
            await chain.AffordableGasAsync(cancellationToken));
    }

    /// <summary>Sends the receipt with what opens the commitment. The settlement has made the result public: the salt protects nothing any more.</summary>
    public Task ClaimAsync(ContributionRecord record, Deal deal, SettledPages settlement, CancellationToken cancellationToken)
    {
        var receipt = new OpenedReceipt(record.Epoch!.ReceiptEpoch!.Value, chain.Worker, record.Salt, record.Epoch.Receipt!);
        var settled = settlement.ProofOf(record.DealId, record.Index - deal.First)!;
        return chain.ClaimReceiptAsync(deal, record.Index, settled, settlement.Signers, receipt, cancellationToken);
    }
}
