using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Deals;
using Ect.Protocol.Epochs;
using Ect.Protocol.Signing;
using Ect.Wire;
using Ect.Worker.Chain;
using Ect.Worker.Contributions;
using Ect.Worker.Guardian;

namespace Ect.Worker.Epochs;

/// <summary>What a worker signs on the epoch path before the settlement, and what it makes of the scheduler's answers.</summary>
internal sealed class EpochClerk(EctDomain domain, PrivateKey key, IChain chain, SettlementJournal settlements)
{
    /// <summary>This worker's word that the commitment is its own.</summary>
    public byte[] Sign(Bytes32 task, Bytes32 commitment) => new ContributionMessage(task, commitment).Sign(domain, key);

    /// <summary>Why a message is no receipt for the contribution; null if it is one.</summary>
    public string? WhyNoReceipt(ContributionRecord record, Deal deal, Receipt message) =>
        message.Commitment.Length != Bytes32.Size || Bytes32.FromBytes(message.Commitment.Span) != record.Commitment
            ? "it is for another commitment"
        : !new ReceiptMessage(message.Epoch, record.Task, chain.Worker, record.Commitment).IsSigned(domain, message.Signature.Span, deal.Scheduler)
            ? $"it is not signed by the deal's scheduler {deal.Scheduler} for epoch {message.Epoch} of this hub"
        : null;

    /// <summary>
    /// Why the contribution is not anchored as the scheduler says; null if the chain has the epoch's root and the
    /// commitment is under it. Only then can nobody add a commitment made up after seeing the result.
    /// </summary>
    public async Task<string?> WhyNoAnchorAsync(ContributionRecord record, Deal deal, Anchored message, CancellationToken cancellationToken)
    {
        if (message.Root.Length != Bytes32.Size || message.Proof.Count > EpochRules.MaxProofLength || message.Proof.Any(p => p.Length != Bytes32.Size))
        {
            return $"it is malformed: a root and at most {EpochRules.MaxProofLength} siblings of {Bytes32.Size} bytes are needed";
        }

        var root = Bytes32.FromBytes(message.Root.Span);
        var leaf = new AnchoredCommitment(record.Task, chain.Worker, record.Commitment);
        return AnchorTree.Proves(leaf, [.. message.Proof.Select(p => Bytes32.FromBytes(p.Span))], root)
            ? await WhyNotAnchoredAsync(deal.Scheduler, message.Epoch, root, cancellationToken)
            : "the proof does not lead from this worker's commitment to the root";
    }

    /// <summary>Why the chain does not have this anchor of an epoch that awaits its settlement; null if it has.</summary>
    public async Task<string?> WhyNotAnchoredAsync(Address scheduler, ulong number, Bytes32 root, CancellationToken cancellationToken)
    {
        var epoch = await chain.EpochAsync(scheduler, number, cancellationToken);
        return epoch.Status != EpochStatus.Anchored ? $"epoch {number} of {scheduler} is {epoch.Status} on chain"
            : !epoch.IsRoot(root) ? $"epoch {number} of {scheduler} has another root on chain"
            : null;
    }

    /// <summary>What the guardian has to know. Asks for no more than it needs.</summary>
    /// <param name="record">The contribution.</param>
    /// <param name="deal">The terms of its deal.</param>
    /// <param name="task">What the chain has of the task.</param>
    /// <param name="now">Unix time in seconds.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<EpochPathView> ViewAsync(ContributionRecord record, Deal deal, ChainTask task, ulong now, CancellationToken cancellationToken)
    {
        var signed = settlements.With(record.Task);
        var isTaken = task.Status != ChainTaskStatus.Unset || await chain.IsTakenAsync(deal, record.Index, cancellationToken);
        var isPaid = isTaken && task.Status == ChainTaskStatus.Unset && await IsAnyExecutedAsync(signed, cancellationToken);
        var mayContribute = task.Status == ChainTaskStatus.Active || now > Deadlines.Of(deal).SelfAssign;
        var canStake = mayContribute && (await chain.AccountAsync(chain.Worker, cancellationToken)).Free >= deal.WorkerStake;
        return new EpochPathView(isTaken, isPaid, canStake, signed.Count == 0 ? 0 : (ulong)signed.Max(s => s.SignedAt).ToUnixTimeSeconds());
    }

    private async Task<bool> IsAnyExecutedAsync(IReadOnlyList<SignedSettlement> signed, CancellationToken cancellationToken)
    {
        foreach (var settlement in signed)
        {
            var epoch = await chain.EpochAsync(settlement.Scheduler, settlement.Epoch, cancellationToken);
            if (epoch.Status == EpochStatus.Settled && epoch.IsRoot(settlement.ResultRoot))
            {
                return true;
            }
        }

        return false;
    }
}
