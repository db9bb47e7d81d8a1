using Ect.Contracts;
using Ect.Ethereum;
using Ect.Ethereum.Transactions;
using Ect.Protocol.Deals;

namespace Ect.Contracts.Tests.Hub;

public sealed class RosterTests(HubFixture fixture) : IClassFixture<HubFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_seat_is_taken_raised_and_left_and_its_bond_comes_back_after_a_day()
    {
        var market = await Market.OpenAsync(fixture);
        var worker = fixture.Workers[0];
        var (owner, hub) = (fixture.HubOf(fixture.PoolOwner), fixture.HubOf(worker));
        var bond = 5 * HubClient.Gwei;
        await fixture.UnseatAsync(worker);
        var before = await hub.AccountOfAsync(worker.Address, Ct);

        (await owner.OpenRosterAsync(market.Pool, bond, Ct)).Should().NotBeNull();
        (await owner.OpenRosterAsync(market.Pool, bond, Ct)).Should().BeNull();
        var cheap = () => hub.TakeSeatAsync(market.Pool, HubClient.Gwei, Ct);
        (await cheap.Should().ThrowAsync<RevertException>()).Which.ErrorName.Should().Be("SeatBondTooLow");
        (await hub.TakeSeatAsync(market.Pool, bond, Ct)).Should().NotBeNull();
        (await hub.TakeSeatAsync(market.Pool, bond, Ct)).Should().BeNull();
        await hub.RaiseBondAsync(HubClient.Gwei, Ct);
        (await hub.SeatOfAsync(worker.Address, Ct)).Bond.Should().Be(6);
        (await hub.RosterOfAsync(market.Pool, Ct)).Seats.Should().Be(1);
        (await hub.CollectEarningsAsync(Ct)).Should().BeNull("the seat has earned nothing");
        (await hub.LeaveSeatAsync(market.Pool, Ct)).Should().NotBeNull();
        (await hub.LeaveSeatAsync(market.Pool, Ct)).Should().BeNull();

        var early = () => hub.WithdrawBondAsync(Ct);
        (await early.Should().ThrowAsync<RevertException>()).Which.ErrorName.Should().Be("BondStillAtStake");
        (await hub.AccountOfAsync(worker.Address, Ct)).Free.Should().Be(before.Free - (6 * HubClient.Gwei));
        await fixture.PassAsync((await hub.LeavingOfAsync(worker.Address, Ct)).Until);
        (await hub.WithdrawBondAsync(Ct)).Should().NotBeNull();
        (await hub.WithdrawBondAsync(Ct)).Should().BeNull();
        (await hub.AccountOfAsync(worker.Address, Ct)).Free.Should().Be(before.Free);
    }

    [Fact]
    public async Task Only_the_pools_owner_opens_its_roster_and_a_worker_has_one_seat()
    {
        var (market, other) = (await Market.OpenAsync(fixture), await Market.OpenAsync(fixture));
        var worker = fixture.Workers[1];
        var hub = fixture.HubOf(worker);

        var foreign = () => hub.OpenRosterAsync(market.Pool, HubClient.Gwei, Ct);
        (await foreign.Should().ThrowAsync<RevertException>()).Which.ErrorName.Should().Be("NotPoolOwner");
        await fixture.SeatAsync(worker, market.Pool);
        var second = () => hub.TakeSeatAsync(other.Pool, 0, Ct);
        (await second.Should().ThrowAsync<RevertException>()).Which.ErrorName.Should().Be("AlreadySeated");
        (await hub.IsSeatedAsync(market.Pool, worker.Address, Ct)).Should().BeTrue();
        (await hub.IsSeatedAsync(other.Pool, worker.Address, Ct)).Should().BeFalse();
        (await hub.EvidenceOfAsync(worker.Address, 100, Ct)).Should().Be(2);
    }

    [Fact]
    public async Task A_worker_that_sat_down_after_the_match_cannot_contribute()
    {
        var market = await Market.OpenAsync(fixture);
        var deal = await fixture.HubOf(fixture.Requester).MatchOrdersAsync(market.AppOrder(), null, market.PoolOrder(), market.RequestOrder(withDataset: false), Ct);
        await fixture.SeatAsync(fixture.Workers[2], market.Pool);

        var late = () => market.ContributeAsync(deal, 0, (fixture.Workers[2], Keccak256.Hash("right")));

        (await late.Should().ThrowAsync<RevertException>()).Which.ErrorName.Should().Be("NotSeated");
    }

    [Fact]
    public async Task A_draw_is_fixed_once_by_anybody_after_the_deciding_block()
    {
        var market = await Market.OpenAsync(fixture);
        var deal = await market.MatchAsync();
        var hub = fixture.HubOf(fixture.AppOwner);

        var draw = await hub.DrawOfAsync(deal.Id, Ct);
        (draw.DrawBlock, draw.Seed).Should().Be((deal.Position.BlockNumber + 1, 0));
        var roster = await hub.RosterOfAsync(market.Pool, Ct);
        (draw.Roster, draw.Seats).Should().Be((roster.Number, roster.Seats));
        await fixture.Client.CallAsync("evm_mine");
        (await hub.DrawAsync(deal.Id, Ct)).Should().NotBeNull();
        (await hub.DrawAsync(deal.Id, Ct)).Should().BeNull();
        (await hub.DrawOfAsync(deal.Id, Ct)).Seed.IsZero.Should().BeFalse();
        (await hub.IsDrawnAsync(deal.Deal, deal.Deal.First, fixture.Workers[0].Address, Ct)).Should().BeTrue("so few are all drawn");
        (await hub.IsDrawnAsync(deal.Deal, deal.Deal.First, fixture.AppOwner.Address, Ct)).Should().BeFalse("it has no seat");
        (await hub.IsTakenAsync(deal.Deal, deal.Deal.First, Ct)).Should().BeFalse();
    }
}
