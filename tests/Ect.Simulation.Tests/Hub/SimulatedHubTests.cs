using Ect.Ethereum;
using Ect.Protocol.Deals;
using Ect.Simulation.Hub;
using Ect.Simulation.Pools;

namespace Ect.Simulation.Tests.Hub;

public sealed class SimulatedHubTests
{
    private static readonly Bytes32 A = Bytes32.FromNumber(1);
    private static readonly Bytes32 B = Bytes32.FromNumber(2);

    private readonly Setting _setting = Setting.Of(Rules.AsSpecified, new() { Price = 1, Seats = 30, Trust = 3, ValueInPrices = 2 }, 1);
    private readonly Party _requester = new("requester");
    private readonly Party _owner = new("pool owner");
    private readonly Party _workers = new("workers");
    private readonly SimulatedHub _hub = new(Rules.AsSpecified, new());

    [Fact]
    public void A_settlement_pays_burns_the_share_and_frees_the_stake()
    {
        var task = Buy();
        _hub.Settle(task, Drawn(task, 3), A, 0);

        _hub.Burned.Should().Be(20_000_000);
        _requester.Wealth.Should().Be(-1_000_000_000);
        _workers.Wealth.Should().Be(882_000_000);
        _owner.Wealth.Should().Be(98_000_000);
        (_requester.Locked, _owner.Locked, _workers.Locked).Should().Be((0, 0, 0));
    }

    [Fact]
    public void A_settlement_needs_evidence_stake_and_the_draw()
    {
        var task = Buy();
        Refused(() => _hub.Settle(task, Drawn(task, 2), A, 0));
        Refused(() => _hub.Settle(task, Drawn(task, 3), A, 16));
        Refused(() => _hub.Settle(task, [.. Drawn(task, 2), Stranger(task)], A, 0));
        var worker = Drawn(task, 2);
        Refused(() => _hub.Settle(task, [worker[0], worker[0], worker[1]], A, 0));
        _hub.Settle(task, Drawn(task, 3), A, 4);
        Refused(() => _hub.Settle(task, Drawn(task, 3), A, 4));
    }

    [Fact]
    public void No_more_dissent_is_punished_than_was_declared_and_the_payer_comes_first()
    {
        var task = Buy();
        var drawn = Drawn(task, 5);
        _hub.Settle(task, drawn[..3], A, 4);
        _hub.TryPunish(task, drawn[3], B).Should().BeTrue();
        _hub.TryPunish(task, drawn[4], B).Should().BeFalse("two newcomers are odds of 16");

        _requester.Wealth.Should().Be(-980_000_000, "it has the protocol's share back");
        _hub.Burned.Should().Be(20_000_000 + 980_000_000);
        Refused(() => _hub.TryPunish(task, drawn[3], B));
    }

    [Fact]
    public void Declining_takes_the_deadline_and_an_untouched_task()
    {
        var task = Buy();
        _hub.TryDecline(task).Should().BeFalse();
        Pass(task, HubRules.ContributionPeriods);
        _hub.TryDecline(task).Should().BeTrue();
        (_requester.Wealth, _owner.Wealth, _hub.Burned).Should().Be((0, -30_000_000, 30_000_000));
    }

    [Fact]
    public void An_untouched_task_is_claimed_with_the_schedulers_stake()
    {
        var task = Buy();
        Refused(() => _hub.ClaimUntouched(task));
        Pass(task, HubRules.FinalPeriods);
        _hub.ClaimUntouched(task);
        (_requester.Wealth, _owner.Wealth, _hub.Burned).Should().Be((300_000_000, -300_000_000, 0));
    }

    [Fact]
    public void Drawn_workers_need_the_scheduler_until_four_durations_have_passed()
    {
        var task = Buy();
        Refused(() => _hub.Contribute(task, Drawn(task, 1)[0], A, isAuthorized: false));
        Pass(task, HubRules.SelfAssignPeriods);
        foreach (var worker in Drawn(task, 3))
        {
            _hub.Contribute(task, worker, A, isAuthorized: false);
        }

        _hub.TryDecline(task).Should().BeFalse();
        _hub.TryFinalize(task).Should().BeTrue();
        _workers.Wealth.Should().Be(882_000_000);
    }

    [Fact]
    public void A_task_without_agreement_burns_the_schedulers_stake()
    {
        var task = Buy();
        foreach (var (worker, result) in Drawn(task, 3).Zip([A, B, Bytes32.FromNumber(3)]))
        {
            _hub.Contribute(task, worker, result, isAuthorized: true);
        }

        _hub.TryFinalize(task).Should().BeFalse();
        _hub.ClaimFailed(task);
        (_requester.Wealth, _owner.Wealth, _workers.Wealth, _hub.Burned).Should().Be((0, -300_000_000, 0, 300_000_000));
    }

    private static void Refused(Action action) => action.Should().Throw<HubRefusalException>();

    private SimulatedTask Buy() => SimulatedHub.Buy(new(_setting, _hub.Clock.Now, _requester, _owner), 0);

    private void Pass(SimulatedTask task, uint durations) => _hub.Clock.MoveTo(task.Deal.After(durations) + 1);

    private SimulatedWorker[] Drawn(SimulatedTask task, int count) =>
        [.. task.Deal.Admitted(0, _hub.Clock.Now).Take(count).Select(Worker)];

    private SimulatedWorker Stranger(SimulatedTask task) =>
        Worker(Enumerable.Range(0, 30).Except(task.Deal.Admitted(0, _hub.Clock.Now)).First());

    private SimulatedWorker Worker(int seat) => new(seat, _setting.Map.Addresses[seat], _workers);
}
