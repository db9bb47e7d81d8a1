using System.Numerics;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Ethereum.Rpc;
using Ect.Ethereum.Transactions;
using Ect.Protocol.Contributions;
using Ect.Protocol.Deals;
using Ect.Protocol.Orders;
using Ect.Testing;

namespace Ect.Contracts.Tests.Hub;

public sealed class HubClientTests(HubFixture fixture) : IClassFixture<HubFixture>
{
    private static readonly Bytes32 Right = Keccak256.Hash("right");
    private static readonly Bytes32 Wrong = Keccak256.Hash("wrong");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_task_goes_from_orders_to_payment()
    {
        var market = await Market.OpenAsync(fixture);
        var hub = fixture.HubOf(fixture.Requester);
        var before = await BalancesAsync();
        var deal = await market.MatchAsync(tasks: 1);
        var (a, b, c, liar) = (fixture.Workers[0], fixture.Workers[1], fixture.Workers[2], fixture.Workers[3]);

        var openings = await market.ContributeAsync(deal, 0, (a, Right), (b, Right), (liar, Wrong), (c, Right));
        var receipt = await hub.FinalizeAsync(deal.Deal, 0, openings, new(Right, false, []), Ct);
        var after = await BalancesAsync();
        var history = await hub.TaskHistoryAsync(deal.Deal, 0, deal.Position.BlockNumber, Ct);

        receipt!.Succeeded.Should().BeTrue();
        (await hub.TaskAsync(TaskId.Of(deal.Id, 0), Ct)).Should().BeEquivalentTo(new ChainTask(ChainTaskStatus.Completed, 4, 0, false, ResultHash.Of(Right, null).ToBytes()[..24]));
        history.Completion!.Digest.Should().Be(Right);
        history.Contributors.Select(x => (x.Worker, x.Outcome, x.Amount)).Should().Equal(
            (a.Address, ContributionOutcome.Accepted, 29),
            (b.Address, ContributionOutcome.Accepted, 29),
            (liar.Address, ContributionOutcome.Rejected, 50),
            (c.Address, ContributionOutcome.Accepted, 29));
        Change(fixture.Requester).Should().Be(-113, "the penalty first gives back what was burned of the price");
        Change(fixture.AppOwner).Should().Be(10);
        Change(fixture.DatasetOwner).Should().Be(5);
        Change(fixture.PoolOwner).Should().Be(11, "of 100, 2 are burned; a tenth of the rest and what does not divide is the owner's");
        Change(a).Should().Be(29);
        Change(liar).Should().Be(-50);

        BigInteger Change(PrivateKey key) => after[key.Address] - before[key.Address];
    }

    [Fact]
    public async Task Doing_an_act_again_changes_nothing()
    {
        var market = await Market.OpenAsync(fixture);
        var deal = await market.MatchAsync(tasks: 1, trust: 1);
        var worker = fixture.Workers[0];
        var task = TaskId.Of(deal.Id, 0);
        var opening = new Opening(worker.Address, ResultHash.Of(Right, null), Commitment.NewSalt());
        var authorization = Authorization.Sign(fixture.Domain, task, worker.Address, fixture.PoolOwner);
        var (hub, scheduler) = (fixture.HubOf(worker), fixture.HubOf(fixture.PoolOwner));

        (await hub.ContributeAsync(deal.Deal, 0, Commitment.Of(task, opening), authorization, Ct)).Should().NotBeNull();
        (await hub.ContributeAsync(deal.Deal, 0, Commitment.Of(task, opening), authorization, Ct)).Should().BeNull();
        (await scheduler.OpenRevealAsync(deal.Deal, 0, Ct)).Should().NotBeNull();
        (await scheduler.OpenRevealAsync(deal.Deal, 0, Ct)).Should().BeNull();
        (await hub.RevealAsync(deal.Deal, 0, Right, ResultHash.NoData, opening.Salt, Ct)).Should().NotBeNull();
        (await hub.RevealAsync(deal.Deal, 0, Right, ResultHash.NoData, opening.Salt, Ct)).Should().BeNull();
        IReadOnlyList<Opening> stored = [new(worker.Address, Bytes32.Zero, Bytes32.Zero)];
        (await hub.FinalizeAsync(deal.Deal, 0, stored, new(Right, false, []), Ct)).Should().NotBeNull();
        (await hub.FinalizeAsync(deal.Deal, 0, stored, new(Right, false, []), Ct)).Should().BeNull();
        (await market.RegisterAsync(AssetKind.App, fixture.AppOwner)).Should().Be(market.App);
        var digest = market.RequestOrder().Order.Digest(fixture.Domain);
        (await hub.CancelOrderAsync(digest, Ct)).Should().NotBeNull();
        (await hub.CancelOrderAsync(digest, Ct)).Should().BeNull();
        (await hub.PreSignAsync(digest, Ct)).Should().NotBeNull();
        (await hub.PreSignAsync(digest, Ct)).Should().BeNull();
    }

    [Fact]
    public async Task An_unfinished_task_is_claimed_once_and_the_requester_refunded()
    {
        var market = await Market.OpenAsync(fixture);
        var before = await BalancesAsync();
        var deal = await market.MatchAsync(tasks: 1);
        var hub = fixture.HubOf(fixture.Workers[1]);

        var early = () => hub.ClaimAsync(deal.Deal, 0, ct: Ct);
        (await early.Should().ThrowAsync<RevertException>()).Which.ErrorName.Should().Be("DeadlineNotReached");
        await fixture.PassAsync(Deadlines.Of(deal.Deal).Final);
        (await hub.ClaimAsync(deal.Deal, 0, ct: Ct)).Should().NotBeNull();
        (await hub.ClaimAsync(deal.Deal, 0, ct: Ct)).Should().BeNull();

        var after = await BalancesAsync();
        (after[fixture.Requester.Address] - before[fixture.Requester.Address]).Should().Be(30, "it is refunded and has the scheduler's stake");
        (after[fixture.PoolOwner.Address] - before[fixture.PoolOwner.Address]).Should().Be(-30);
        (await hub.TaskHistoryAsync(deal.Deal, 0, ct: Ct)).FailedAt.Should().NotBeNull();
    }

    [Fact]
    public async Task A_deal_is_found_by_its_id_in_small_ranges_of_blocks()
    {
        var market = await Market.OpenAsync(fixture);
        var deal = await market.MatchAsync();
        var reader = new HubClient(fixture.Client, fixture.Deployment, options: new() { MaxLogRange = 3 });

        (await reader.FindDealAsync(deal.Id, Ct)).Should().BeEquivalentTo(deal);
        (await reader.FindDealAsync(Keccak256.Hash("no deal"), Ct)).Should().BeNull();
        (await reader.DealsAsync(pool: market.Pool, ct: Ct)).Should().ContainSingle().Which.Id.Should().Be(deal.Id);
        (await reader.DealsAsync(requester: fixture.AppOwner.Address, ct: Ct)).Should().BeEmpty();
        deal.Params.Should().Be("{\"args\":[\"a\"]}");
        DealId.Of(deal.Deal).Should().Be(deal.Id);
    }

    [Fact]
    public async Task Orders_and_owners_are_read_many_at_once_as_they_are_one_by_one()
    {
        var market = await Market.OpenAsync(fixture);
        await market.MatchAsync();
        var hub = fixture.HubOf(fixture.AppOwner);
        var (used, declared, cancelled, unknown) = (market.AppOrder(), market.AppOrder(), market.AppOrder(), market.AppOrder());
        await market.SeatAsync();
        await fixture.HubOf(fixture.Requester).MatchOrdersAsync(used, market.DatasetOrder(), market.PoolOrder(), market.RequestOrder(), Ct);
        await hub.PreSignAsync(declared.Order.Digest(fixture.Domain), Ct);
        await hub.CancelOrderAsync(cancelled.Order.Digest(fixture.Domain), Ct);

        var head = await fixture.Client.BlockNumberAsync(Ct);
        var signed = new[] { used, declared, cancelled, unknown }.Select(order => (Signer: fixture.AppOwner.Address, Hash: order.Order.Digest(fixture.Domain))).ToList();
        (await hub.ConsumedAsync(signed, head, Ct)).Should().Equal(2, 0, uint.MaxValue, 0);
        (await hub.ArePreSignedAsync(signed, head, Ct)).Should().Equal(false, true, false, false);
        (await hub.OwnersOfAsync(AssetKind.App, [market.App, 7, market.Pool, market.App], head, Ct)).Should().Equal(fixture.AppOwner.Address, null, null, fixture.AppOwner.Address);
        foreach (var (signer, hash) in signed)
        {
            (await hub.ConsumedAsync([(signer, hash)], head, Ct)).Should().Equal(await hub.ConsumedAsync(signer, hash, Ct));
            (await hub.ArePreSignedAsync([(signer, hash)], head, Ct)).Should().Equal(await hub.IsPreSignedAsync(signer, hash, Ct));
        }

        Address[] workers = [.. fixture.Workers.Select(worker => worker.Address)];
        (await hub.SeatsOfAsync(workers, Ct)).Should().Equal(await Task.WhenAll(workers.Select(worker => hub.SeatOfAsync(worker, Ct))));
        (await hub.EvidenceOfAsync(workers, 100, Ct)).Should().Equal(await Task.WhenAll(workers.Select(worker => hub.EvidenceOfAsync(worker, 100, Ct))));
    }

    [Fact]
    public async Task A_deal_is_found_by_a_few_requests_however_long_the_chain_is_and_where_its_draw_was_postponed_too()
    {
        var market = await Market.OpenAsync(fixture);
        await fixture.Client.CallAsync("anvil_mine", 300);
        var deal = await market.MatchAsync();
        await using var node = new FaultyNode(fixture.Client.Endpoints[0]);
        using var client = new EthClient(node.Uri);
        var reader = new HubClient(client, fixture.Deployment, options: new() { MaxLogRange = 10 });
        await reader.CheckChainAsync(Ct);

        node.Trouble = NodeTrouble.None;
        (await reader.FindDealAsync(deal.Id, Ct)).Should().BeEquivalentTo(deal);
        node.Troubled.Should().Be(3);

        await fixture.Client.CallAsync("anvil_mine", 300);
        await fixture.HubOf(fixture.Requester).DrawAsync(deal.Id, Ct);
        (await reader.DrawOfAsync(deal.Id, Ct)).DrawBlock.Should().BeGreaterThan(deal.Position.BlockNumber + 256);
        (await reader.FindDealAsync(deal.Id, Ct)).Should().BeEquivalentTo(deal);
    }

    [Fact]
    public async Task A_permit_deposits_in_one_transaction_and_a_withdrawal_takes_back()
    {
        var key = fixture.Workers[4];
        var hub = fixture.HubOf(key);
        await fixture.HubOf(fixture.Keys[0]).TransferAsync(key.Address, 1000, Ct);
        var before = await hub.AccountOfAsync(key.Address, Ct);

        await hub.DepositWithPermitAsync(600, key, Ct);
        await hub.WithdrawAsync(100, ct: Ct);

        (await hub.AccountOfAsync(key.Address, Ct)).Free.Should().Be(before.Free + 500);
        (await hub.TokenBalanceAsync(key.Address, Ct)).Should().Be(500);
    }

    [Fact]
    public async Task A_refused_match_names_its_error_with_arguments()
    {
        var market = await Market.OpenAsync(fixture);
        var act = () => fixture.HubOf(fixture.Requester).MatchOrdersAsync(market.AppOrder(price: 11), null, market.PoolOrder(), market.RequestOrder(withDataset: false), Ct);

        (await act.Should().ThrowAsync<RevertException>()).Which.Error.ToString().Should().Be("PriceTooHigh(kind: 0, price: 11, maxPrice: 10)");
    }

    [Fact]
    public async Task Registries_list_what_was_registered()
    {
        var market = await Market.OpenAsync(fixture);
        var hub = fixture.HubOf(fixture.PoolOwner);

        (await hub.AssetsAsync(AssetKind.App, fixture.AppOwner.Address, Ct)).Should().Contain(x => x.Id == market.App && x.Owner == fixture.AppOwner.Address);
        (await hub.AssetAsync(AssetKind.Dataset, market.App, Ct)).Should().BeNull();
        (await hub.PoolOfAsync(market.Pool, Ct)).Should().Be((fixture.PoolOwner.Address, fixture.PoolOwner.Address));
        (await hub.SetSchedulerAsync(market.Pool, fixture.Workers[0].Address, Ct)).Should().NotBeNull();
        (await hub.SetSchedulerAsync(market.Pool, fixture.Workers[0].Address, Ct)).Should().BeNull();
    }

    [Fact]
    public async Task A_node_of_another_chain_is_refused_before_anything_is_read()
    {
        var hub = new HubClient(fixture.Client, fixture.Deployment with { ChainId = 1 });
        var act = () => hub.BurnedAsync(Ct);

        (await act.Should().ThrowAsync<ChainMismatchException>()).Which.Message.Should().Contain("31337").And.Contain("chain 1");
    }

    [Fact]
    public async Task A_chain_without_the_hub_is_refused_before_anything_is_read()
    {
        var nowhere = PrivateKey.Generate().Address;
        var hub = new HubClient(fixture.Client, fixture.Deployment with { Hub = nowhere });
        var act = () => hub.TotalSupplyAsync(Ct);

        (await act.Should().ThrowAsync<DeploymentException>()).Which.Message.Should().Contain($"{nowhere}");
    }

    [Fact]
    public async Task The_rules_in_csharp_are_those_of_the_deployed_hub()
    {
        var hub = new EctHub(fixture.Deployment.Hub);
        var domain = fixture.Domain;

        (await fixture.Client.CallAsync(hub.ContributionPeriods(), cancellationToken: Ct)).Should().Be(HubRules.ContributionPeriods);
        (await fixture.Client.CallAsync(hub.BondCover(), cancellationToken: Ct)).Should().Be(HubRules.BondCover);
        (await fixture.Client.CallAsync(hub.MaxDeals(), cancellationToken: Ct)).Should().Be(EpochRules.MaxDeals);
        (await fixture.Client.CallAsync(hub.MaxSigners(), cancellationToken: Ct)).Should().Be(EpochRules.MaxSigners);
        (await fixture.Client.CallAsync(hub.FinalPeriods(), cancellationToken: Ct)).Should().Be(HubRules.FinalPeriods);
        (await fixture.Client.CallAsync(hub.SelfAssignPeriods(), cancellationToken: Ct)).Should().Be(HubRules.SelfAssignPeriods);
        (await fixture.Client.CallAsync(hub.MaxWidenings(), cancellationToken: Ct)).Should().Be(HubRules.MaxWidenings);
        (await fixture.Client.CallAsync(hub.ProtocolFeeBps(), cancellationToken: Ct)).Should().Be(HubRules.ProtocolShareBps);
        (await fixture.Client.CallAsync(hub.DeclinePenaltyDivisor(), cancellationToken: Ct)).Should().Be(HubRules.DeclinePenaltyDivisor);
        (await fixture.Client.CallAsync(hub.UnbondingPeriod(), cancellationToken: Ct)).Should().Be(HubRules.UnbondingPeriod);
        (await fixture.Client.CallAsync(hub.ReceiptPeriod(), cancellationToken: Ct)).Should().Be(HubRules.ReceiptPeriod);
        (await fixture.Client.CallAsync(hub.ChallengePeriod(), cancellationToken: Ct)).Should().Be(HubRules.ChallengePeriod);
        (await fixture.Client.CallAsync(hub.AnswerPeriod(), cancellationToken: Ct)).Should().Be(HubRules.AnswerPeriod);
        (await fixture.Client.CallAsync(hub.MinRevealPeriod(), cancellationToken: Ct)).Should().Be(HubRules.MinRevealPeriod);
        (await fixture.Client.CallAsync(hub.MaxContributors(), cancellationToken: Ct)).Should().Be(HubRules.MaxContributors);
        (await fixture.Client.CallAsync(hub.MaxTrust(), cancellationToken: Ct)).Should().Be(HubRules.MaxTrust);
        (await fixture.Client.CallAsync(hub.MaxParamsLength(), cancellationToken: Ct)).Should().Be(HubRules.MaxParamsLength);
        (await fixture.Client.CallAsync(hub.SchedulerStakeBps(), cancellationToken: Ct)).Should().Be(HubRules.SchedulerStakeBps);
        (await fixture.Client.CallAsync(hub.CallbackGas(), cancellationToken: Ct)).Should().Be(HubRules.CallbackGas);
        (await fixture.Client.CallAsync(hub.DomainSeparator(), cancellationToken: Ct)).Should().Be(domain.Separator);
        (await fixture.Client.CallAsync(hub.HashAuthorization(Right, domain.Hub), cancellationToken: Ct)).Should().Be(Authorization.Digest(domain, Right, domain.Hub));
    }

    private async Task<Dictionary<Address, BigInteger>> BalancesAsync()
    {
        var hub = new HubClient(fixture.Client, fixture.Deployment);
        var balances = new Dictionary<Address, BigInteger>();
        foreach (var key in fixture.Keys)
        {
            var account = await hub.AccountOfAsync(key.Address, Ct);
            balances[key.Address] = account.Free + account.Locked;
        }

        return balances;
    }
}
