using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Contributions;
using Ect.Protocol.Epochs;

namespace Ect.Contracts.Tests.Hub;

/// <summary>The epoch path as the hub sees it: what C# hashes, signs and encodes is what the contract takes.</summary>
public sealed class EpochTests(HubFixture fixture) : IClassFixture<HubFixture>
{
    private static ulong _epoch;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Address Scheduler => fixture.PoolOwner.Address;

    [Fact]
    public async Task What_is_signed_off_chain_hashes_as_the_hub_hashes_it()
    {
        var hub = fixture.HubOf(fixture.PoolOwner).Hub;
        var (task, commitment, worker) = (Keccak256.Hash("task"), Keccak256.Hash("commitment"), fixture.Workers[0].Address);
        (await fixture.Client.CallAsync(hub.HashContribution(task, commitment), cancellationToken: Ct)).Should().Be(new ContributionMessage(task, commitment).Digest(fixture.Domain));
        (await fixture.Client.CallAsync(hub.HashReceipt(7, task, worker, commitment), cancellationToken: Ct)).Should().Be(new ReceiptMessage(7, task, worker, commitment).Digest(fixture.Domain));
        var message = SettlementMessage.Of(Scheduler, 7, task, [worker], [commitment], [1, 2, 3]);
        (await fixture.Client.CallAsync(hub.HashSettlement(Scheduler, 7, task, message.Crew, message.Deals, message.Pages), cancellationToken: Ct)).Should().Be(message.Digest(fixture.Domain));
    }

    [Fact]
    public async Task An_epoch_is_anchored_and_settled_once_and_its_results_are_proven_and_found()
    {
        var deal = await (await Market.OpenAsync(fixture)).MatchAsync(tasks: 5, trust: 2);
        var (settlement, pages) = await SignedAsync(deal, Right, Right, Failed, Right, Lie);
        var hub = fixture.HubOf(fixture.PoolOwner);

        (await hub.AnchorAsync(settlement.Epoch, settlement.Anchor, Ct)).Should().NotBeNull();
        (await hub.AnchorAsync(settlement.Epoch, settlement.Anchor, Ct)).Should().BeNull();
        (await hub.EpochOfAsync(Scheduler, settlement.Epoch, Ct)).IsRoot(settlement.Anchor).Should().BeTrue();
        var other = () => hub.AnchorAsync(settlement.Epoch, Keccak256.Hash("other"), Ct);
        (await other.Should().ThrowAsync<RevertException>()).Which.ErrorName.Should().Be("WrongEpochStatus");
        (await hub.SettleAsync(settlement, Ct)).Should().NotBeNull();
        (await fixture.HubOf(fixture.Requester).SettleAsync(settlement, Ct)).Should().BeNull("somebody was faster");
        (await hub.EpochOfAsync(Scheduler, settlement.Epoch, Ct)).IsRoot(pages.Root).Should().BeTrue("the tree of the results is the hub's");

        for (uint index = 0; index < 4; index++)
        {
            var proof = pages.ProofOf(deal.Id, index)!;
            (await hub.IsSettledAsync(deal.Deal, index, proof, Ct)).Should().BeTrue();
            (await hub.ProvenResultAsync(deal.Deal, index, proof, Ct)).Digest.Should().Be(Digest(deal, index, "right"));
            var history = await hub.TaskHistoryAsync(deal.Deal, index, ct: Ct);
            history.Completion!.AppFailed.Should().Be(index == 2);
            history.Completion.Digest.Should().Be(Digest(deal, index, "right"));
            history.SettledBy!.Epoch.Should().Be(settlement.Epoch);
            history.Contributors.Select(part => part.Worker).Should().Equal(pages.Signers);
        }

        var histories = await hub.TaskHistoriesAsync(deal.Deal, [4, 2, 0], null, await fixture.Client.BlockNumberAsync(Ct), Ct);
        histories.Should().BeEquivalentTo([await hub.TaskHistoryAsync(deal.Deal, 4, ct: Ct), await hub.TaskHistoryAsync(deal.Deal, 2, ct: Ct), await hub.TaskHistoryAsync(deal.Deal, 0, ct: Ct)], options => options.WithStrictOrdering());
        histories.Select(history => history.Completion?.Digest).Should().Equal(null, Digest(deal, 2, "right"), Digest(deal, 0, "right"));
        (await hub.FindSettlementAsync(deal.Deal, 4, ct: Ct)).Should().BeNull("nobody settled it");
        pages.ProofOf(deal.Id, 4).Should().BeNull();
        (await hub.IsSettledAsync(deal.Deal, 4, pages.ProofOf(deal.Id, 3)!, Ct)).Should().BeFalse();
    }

    [Fact]
    public async Task A_settlement_that_a_contract_sent_is_read_from_its_event()
    {
        var deal = await (await Market.OpenAsync(fixture)).MatchAsync(tasks: 2, trust: 2);
        var (settlement, pages) = await SignedAsync(deal, Right, Right);
        var hub = fixture.HubOf(fixture.PoolOwner);
        await hub.AnchorAsync(settlement.Epoch, settlement.Anchor, Ct);

        // A contract that hands every call on to the hub.
        var code = $"0x60288060095f395ff3365f5f375f5f365f5f73{fixture.Deployment.Hub.ToString()[2..]}5af16026575f5ffd5b00";
        var sender = fixture.Sender(fixture.Requester);
        var forwarder = (await sender.SendAsync(null, Hex.Decode(code), cancellationToken: Ct)).ContractAddress!.Value;
        var receipt = await sender.SendAsync(forwarder, hub.Hub.Settle(settlement).Data, cancellationToken: Ct);

        var read = await hub.SettledPagesAsync(receipt.TransactionHash, Scheduler, settlement.Epoch, Ct);
        read.Root.Should().Be(pages.Root);
        read.Deals.Should().Equal(pages.Deals);
        read.Signers.Should().Equal(pages.Signers);
        (await hub.IsSettledAsync(deal.Deal, 1, read.ProofOf(deal.Id, 1)!, Ct)).Should().BeTrue("the crew is part of the proof");
        (await hub.TaskHistoryAsync(deal.Deal, 1, ct: Ct)).Completion!.Digest.Should().Be(Digest(deal, 1, "right"));
        var missing = () => hub.SettledPagesAsync(receipt.TransactionHash, Scheduler, settlement.Epoch + 1000, Ct);
        await missing.Should().ThrowAsync<InvalidOperationException>();
    }

    [Fact]
    public async Task Who_signed_another_result_is_punished_once_and_shows_in_the_history()
    {
        var deal = await (await Market.OpenAsync(fixture)).MatchAsync(tasks: 1, trust: 2);
        var (settlement, pages) = await SignedAsync(deal, Right);
        var hub = fixture.HubOf(fixture.PoolOwner);
        await hub.AnchorAsync(settlement.Epoch, settlement.Anchor, Ct);
        await hub.SettleAsync(settlement, Ct);

        var (liar, salt) = (fixture.Workers[3], Commitment.NewSalt());
        var commitment = Commitment.Of(TaskId.Of(deal.Id, 0), liar.Address, ResultHash.Of(Digest(deal, 0, "lie"), null), salt);
        var offence = new Offence(liar.Address, Digest(deal, 0, "lie"), Bytes32.Zero, salt, new ContributionMessage(TaskId.Of(deal.Id, 0), commitment).Sign(fixture.Domain, liar));
        await hub.PunishAsync(deal.Deal, 0, pages.ProofOf(deal.Id, 0)!, offence, Ct);
        var again = () => hub.PunishAsync(deal.Deal, 0, pages.ProofOf(deal.Id, 0)!, offence, Ct);
        (await again.Should().ThrowAsync<RevertException>()).Which.ErrorName.Should().Be("AlreadyPunished");
        (await hub.TaskHistoryAsync(deal.Deal, 0, ct: Ct)).Contributors.Should().Contain(part => part.Worker == liar.Address && part.Outcome == ContributionOutcome.Rejected);
    }

    private static (string Digest, bool AppFailed)? Lie => null;

    private static (string Digest, bool AppFailed)? Right => ("right", false);

    private static (string Digest, bool AppFailed)? Failed => ("right", true);

    private static Bytes32 Digest(MatchedDeal deal, uint index, string result) => Keccak256.Hash($"{TaskId.Of(deal.Id, index)} {result}");

    /// <summary>A settlement of a new epoch, signed by three workers who agree against one; a task without a result stays open.</summary>
    private async Task<(Settlement Settlement, SettledPages Pages)> SignedAsync(MatchedDeal deal, params (string Digest, bool AppFailed)?[] results)
    {
        await fixture.Client.CallAsync("evm_mine");
        var crew = fixture.Workers.Take(3).OrderBy(key => key.Address).ToList();
        var agreed = results.Index().Where(result => result.Item is not null).Select(result => new AgreedTask(
            deal.Id,
            (uint)result.Index,
            Digest(deal, (uint)result.Index, result.Item!.Value.Digest),
            result.Item.Value.AppFailed ? ResultHash.AppFailed : Bytes32.Zero,
            4,
            [.. crew.Select(key => key.Address)]));
        var draft = PageBuilder.Build(agreed);
        var (epoch, anchor) = (Interlocked.Increment(ref _epoch), Keccak256.Hash($"anchor of {deal.Id}"));
        var message = draft.Message(Scheduler, epoch, anchor);
        return (
            new(epoch, anchor, message.Crew, [deal.Deal], draft.Encode(), [.. crew.SelectMany(key => message.Sign(fixture.Domain, key))]),
            new(Scheduler, epoch, draft.Deals, draft.Pages, draft.Signers));
    }
}
