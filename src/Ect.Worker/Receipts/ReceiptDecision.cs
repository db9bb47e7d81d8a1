using System.Numerics;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Contributions;
using Ect.Protocol.Deals;
using Ect.Worker.Contributions;
using Ect.Worker.Guardian;

namespace Ect.Worker.Receipts;

/// <summary>
/// What a worker that was left out of a settlement does with its receipt: the hub pays it as much as each of those who were
/// paid, out of the pool owner's tokens, if it committed to the settled result by the settled epoch. Pure.
/// </summary>
internal static class ReceiptDecision
{
    /// <summary>Gas that must be in hand: a claim takes less than a third of it if few workers signed, and more the more did.</summary>
    public const ulong GasOfClaim = 500_000;

    public const string Honoured = "accepted: left out of the settlement, and paid by the pool's owner for the receipt";

    /// <param name="record">A contribution that was left out, with its receipt.</param>
    /// <param name="deal">The terms of its deal.</param>
    /// <param name="view">What the chain shows; null if it shows no settlement.</param>
    /// <param name="blockTime">Unix seconds of the latest block: the clock by which the hub honours receipts.</param>
    /// <param name="minClaim">Least wage that is worth a claim, in the token's smallest unit.</param>
    public static GuardianAction Decide(ContributionRecord record, Deal deal, ReceiptView? view, ulong blockTime, BigInteger minClaim)
    {
        if (view is null)
        {
            return new GuardianAction.Wait("the node does not show the settlement");
        }

        if (view.Wage is not null || view.IsAmongPaid)
        {
            return new GuardianAction.Settle(view.Wage is null ? GuardianDecision.Accepted : Honoured);
        }

        var epoch = view.Settlement.Epoch;
        var offset = record.Index - deal.First;
        var page = view.Settlement.Find(record.DealId, offset)!.Value.Page;
        var result = page.Find(offset)!.Value;
        var wage = HubClient.EpochReward(deal, page.Votes);
        var why = ResultHash.OfData(result.Digest, result.DataHash) != record.ResultHash ? $"{GuardianDecision.Rejected}: epoch {epoch} settled {result.Digest}, this worker found {record.Digest}"
            : record.Epoch!.ReceiptEpoch > epoch ? $"left out of epoch {epoch} for good: the receipt is for epoch {record.Epoch.ReceiptEpoch}"
            : wage.IsZero || wage < minClaim ? $"left out of epoch {epoch} for good: the wage of {Units.FormatEther(wage)} is not worth a claim"
            : blockTime > view.SettledAt + HubRules.ReceiptPeriod ? $"left out of epoch {epoch} for good: its receipts are no longer honoured, a day after the settlement"
            : null;
        return why is not null ? new GuardianAction.Settle(why)
            : view.Gas < GasOfClaim ? new GuardianAction.Wait($"this worker's coin does not pay for {GasOfClaim} gas. Send it some before the receipt's day is over")
            : new GuardianAction.ClaimReceipt(view.Settlement, wage);
    }
}
