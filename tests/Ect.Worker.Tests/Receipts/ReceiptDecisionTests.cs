using System.Numerics;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Deals;
using Ect.Worker.Contributions;
using Ect.Worker.Guardian;
using Ect.Worker.Receipts;

namespace Ect.Worker.Tests.Receipts;

public sealed class ReceiptDecisionTests
{
    private const ulong SettledAt = Samples.Start + 300;

    private static readonly ReceiptView View = new(LeftOut.Settlement(), SettledAt, IsAmongPaid: false, Wage: null, Gas: 1_000_000);

    /// <summary>Epochs of the receipt: whether it is claimed with.</summary>
    [Theory]
    [InlineData(LeftOut.Epoch, true)]
    [InlineData(LeftOut.Epoch - 2, true)]
    [InlineData(LeftOut.Epoch + 1, false)]
    public void A_receipt_of_the_settled_epoch_or_an_earlier_one_is_claimed_with(ulong receipt, bool isGood)
    {
        var action = Decide(View, LeftOut.Record(receipt: receipt));
        if (isGood)
        {
            action.Should().Be(new GuardianAction.ClaimReceipt(View.Settlement, LeftOut.Wage));
        }
        else
        {
            Outcome(action).Should().Contain("the receipt is for epoch 6");
        }
    }

    [Fact]
    public void Who_found_another_result_claims_nothing() =>
        Outcome(Decide(View with { Settlement = LeftOut.Settlement(Bytes32.FromNumber(9)) })).Should().StartWith(GuardianDecision.Rejected).And.Contain(Samples.Digest.ToString());

    [Fact]
    public void Who_failed_where_the_others_did_not_claims_nothing() =>
        Outcome(Decide(View, LeftOut.Record() with { ResultHash = Protocol.Contributions.ResultHash.OfFailure(Samples.Digest) })).Should().StartWith(GuardianDecision.Rejected);

    [Fact]
    public void What_was_honoured_is_not_claimed_again() => Outcome(Decide(View with { Wage = LeftOut.Wage })).Should().Be(ReceiptDecision.Honoured);

    [Fact]
    public void Whom_the_settlement_pays_after_all_is_accepted() => Outcome(Decide(View with { IsAmongPaid = true })).Should().Be(GuardianDecision.Accepted);

    [Theory]
    [InlineData(HubRules.ReceiptPeriod, true)]
    [InlineData(HubRules.ReceiptPeriod + 1, false)]
    public void A_receipt_is_claimed_with_for_a_day_by_the_chains_clock(ulong after, bool isInTime)
    {
        var action = ReceiptDecision.Decide(LeftOut.Record(), LeftOut.Deal, View, SettledAt + after, 0);
        (action is GuardianAction.ClaimReceipt).Should().Be(isInTime);
        if (!isInTime)
        {
            Outcome(action).Should().Contain("no longer honoured");
        }
    }

    /// <summary>Least wage, in the smallest unit beyond the wage: whether it is claimed.</summary>
    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void A_wage_below_the_least_is_let_be(int beyond, bool isWorthIt)
    {
        var action = ReceiptDecision.Decide(LeftOut.Record(), LeftOut.Deal, View, SettledAt, LeftOut.Wage + beyond);
        (action is GuardianAction.ClaimReceipt).Should().Be(isWorthIt);
        if (!isWorthIt)
        {
            Outcome(action).Should().Contain("2.94 is not worth a claim");
        }
    }

    [Fact]
    public void A_wage_of_nothing_is_not_claimed()
    {
        var deal = LeftOut.Deal with { PoolPrice = 0 };
        Outcome(ReceiptDecision.Decide(LeftOut.Record(), deal, View, SettledAt, 0)).Should().Contain("not worth a claim");
    }

    [Fact]
    public void Without_coin_for_the_gas_it_waits_for_some() =>
        Decide(View with { Gas = ReceiptDecision.GasOfClaim - 1 }).Should().BeOfType<GuardianAction.Wait>().Which.Why.Should().Contain("Send it some");

    [Fact]
    public void A_node_that_does_not_show_the_settlement_yet_is_waited_for() => Decide(null).Should().BeOfType<GuardianAction.Wait>();

    /// <summary>State, epoch of the receipt: what follows when an epoch settles the task without this worker.</summary>
    [Theory]
    [InlineData(nameof(ContributionState.Computed), null, false)]
    [InlineData(nameof(ContributionState.Receipted), 5UL, true)]
    [InlineData(nameof(ContributionState.Anchored), null, false)]
    [InlineData(nameof(ContributionState.Anchored), 5UL, true)]
    [InlineData(nameof(ContributionState.Shown), 5UL, true)]
    [InlineData(nameof(ContributionState.Stalled), 5UL, true)]
    [InlineData(nameof(ContributionState.Committed), 5UL, false)]
    public void Only_with_a_receipt_there_is_more_to_do_for_who_was_left_out(string state, ulong? receipt, bool isMore)
    {
        var action = GuardianDecision.Decide(LeftOut.Record(Enum.Parse<ContributionState>(state), receipt), LeftOut.Deal, Chain(isTaken: true), true, 20);
        action.Should().Be(isMore ? new GuardianAction.LeaveOut() : new GuardianAction.Settle(GuardianDecision.SettledWithout));
    }

    [Fact]
    public void A_settlement_that_a_reorg_takes_back_later_is_waited_for_until_nobody_can_settle_any_more()
    {
        GuardianDecision.Decide(LeftOut.Record(), LeftOut.Deal, Chain(isTaken: false), true, 20).Should().BeOfType<GuardianAction.Wait>();
        GuardianDecision.Decide(LeftOut.Record(), LeftOut.Deal, Chain(isTaken: false, Samples.Start + 1021), true, 20).Should().Be(new GuardianAction.Settle(GuardianDecision.Abandoned));
    }

    [Fact]
    public void A_commitment_of_its_own_that_a_reorg_puts_in_the_settlements_place_is_led_home()
    {
        var record = LeftOut.Record();
        var chain = Chain(isTaken: true) with { Task = new ChainTask(ChainTaskStatus.Active, 1, 0, false, new byte[24]), Own = new Contribution(record.Commitment, Bytes32.Zero) };
        GuardianDecision.Decide(record, LeftOut.Deal, chain, true, 20).Should().BeOfType<GuardianAction.NoteCommitted>();
        ContributionLifecycle.CanMove(ContributionState.LeftOut, ContributionState.Committed).Should().BeTrue();
    }

    private static GuardianAction Decide(ReceiptView? view, ContributionRecord? record = null) => ReceiptDecision.Decide(record ?? LeftOut.Record(), LeftOut.Deal, view, SettledAt + 60, BigInteger.Zero);

    private static string Outcome(GuardianAction action) => action.Should().BeOfType<GuardianAction.Settle>().Which.Outcome;

    private static ChainView Chain(bool isTaken, ulong now = Samples.Start + 300) =>
        new(new ChainTask(ChainTaskStatus.Unset, 0, 0, false, new byte[24]), new Contribution(Bytes32.Zero, Bytes32.Zero), now, now, new EpochPathView(isTaken, IsPaid: false, CanStake: true, SignedAt: 0));
}
