using System.Numerics;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Contributions;
using Ect.Protocol.Deals;
using Ect.Protocol.Epochs;

namespace Ect.Worker.Tests;

/// <summary>What the hub makes of receipts.</summary>
internal sealed partial class MemoryChain
{
    private readonly Dictionary<Bytes32, SettledPages> settlements = [];
    private readonly Dictionary<Bytes32, BigInteger> wages = [];

    /// <summary>What the pool's owner can pay.</summary>
    public BigInteger OwnerFree { get; set; } = Units.ParseEther("100");

    /// <summary>An epoch settles a task, and everybody can read how.</summary>
    public void Settle(SettledPages pages, Bytes32 task)
    {
        Settle(pages.Scheduler, pages.Epoch, pages.Root, task);
        settlements[task] = pages;
    }

    /// <summary>A re-org takes a claim back.</summary>
    public void DropClaim(Bytes32 task)
    {
        wages.Remove(task, out var wage);
        (Free, OwnerFree) = (Free - wage, OwnerFree + wage);
    }

    public Task<SettledPages?> SettlementAsync(Deal deal, uint index, CancellationToken cancellationToken) =>
        Task.FromResult(settled.Contains(TaskId.Of(deal, index)) ? settlements.GetValueOrDefault(TaskId.Of(deal, index)) : null);

    public Task<BigInteger?> ReceiptWageAsync(Deal deal, uint index, CancellationToken cancellationToken) =>
        Task.FromResult(wages.TryGetValue(TaskId.Of(deal, index), out var wage) ? wage : (BigInteger?)null);

    public Task ClaimReceiptAsync(Deal deal, uint index, SettledTask settled, IReadOnlyList<Address> crew, OpenedReceipt receipt, CancellationToken cancellationToken)
    {
        var id = TaskId.Of(deal, index);
        var pages = settlements[id];
        var page = pages.Find(DealId.Of(deal), index - deal.First)!.Value.Page;
        var result = page.Find(index - deal.First)!.Value;
        var commitment = Commitment.Of(id, receipt.Worker, ResultHash.OfData(result.Digest, result.DataHash), receipt.Salt);
        Require(this.settled.Contains(id) && settled.Epoch == pages.Epoch && settled.Crew == CrewHash.Of(pages.Signers), "WrongProof");
        Require(new ReceiptMessage(receipt.Epoch, id, receipt.Worker, commitment).IsSigned(Samples.Domain, receipt.Signature, deal.Scheduler), "BadSignature");
        Require(Now <= epochs[(deal.Scheduler, settled.Epoch)].At + HubRules.ReceiptPeriod, "DeadlinePassed");
        Require(receipt.Epoch <= settled.Epoch, "ReceiptTooLate");
        Require(crew.SequenceEqual(pages.Signers), "WrongCrew");
        Require(!wages.ContainsKey(id) && !pages.AgreeingOn(page, index - deal.First).Contains(receipt.Worker), "AlreadyPaid");
        var wage = HubClient.EpochReward(deal, page.Votes);
        Require(OwnerFree >= wage, "InsufficientFreeBalance");
        (OwnerFree, Free, wages[id]) = (OwnerFree - wage, Free + wage, wage);
        Transactions.Add("claimReceipt");
        return Task.CompletedTask;
    }
}
