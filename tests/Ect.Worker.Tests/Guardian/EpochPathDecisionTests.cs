using Ect.Contracts;
using Ect.Ethereum;
using Ect.Worker.Contributions;
using Ect.Worker.Guardian;

namespace Ect.Worker.Tests.Guardian;

public sealed class EpochPathDecisionTests
{
    private const ulong Patience = 20;
    private const ulong SelfAssign = Samples.Start + 400;
    private const ulong Latest = Samples.Start + 700;
    private const ulong ContributionDeadline = Samples.Start + 800;
    private const ulong FinalDeadline = Samples.Start + 1000;

    /// <summary>State, status, taken by an epoch, stake free, block time, may publish: what follows.</summary>
    public static TheoryData<string, ChainTaskStatus, bool, bool, ulong, bool, string> Table => new()
    {
        // The scheduler does its work.
        { nameof(ContributionState.Computed), ChainTaskStatus.Unset, false, true, Samples.Start + 50, true, "Wait" },
        { nameof(ContributionState.Receipted), ChainTaskStatus.Unset, false, true, Samples.Start + 50, true, "Wait" },
        { nameof(ContributionState.Anchored), ChainTaskStatus.Unset, false, true, Samples.Start + 50, true, "Publish" },
        { nameof(ContributionState.Anchored), ChainTaskStatus.Unset, false, true, Samples.Start + 50, false, "Wait" },
        { nameof(ContributionState.Shown), ChainTaskStatus.Unset, false, true, Samples.Start + 50, true, "Wait" },
        { nameof(ContributionState.Shown), ChainTaskStatus.Unset, true, true, Samples.Start + 50, true, "Settle: accepted" },
        { nameof(ContributionState.Computed), ChainTaskStatus.Unset, true, false, FinalDeadline, true, "Settle: accepted" },

        // It stalls, whatever it has said before.
        { nameof(ContributionState.Computed), ChainTaskStatus.Unset, false, true, SelfAssign, true, "Wait" },
        { nameof(ContributionState.Computed), ChainTaskStatus.Unset, false, true, SelfAssign + 1, true, "Stall" },
        { nameof(ContributionState.Receipted), ChainTaskStatus.Unset, false, true, SelfAssign + 1, true, "Stall" },
        { nameof(ContributionState.Anchored), ChainTaskStatus.Unset, false, true, SelfAssign + 1, true, "Stall" },
        { nameof(ContributionState.Shown), ChainTaskStatus.Unset, false, true, SelfAssign + 1, true, "Stall" },
        { nameof(ContributionState.Shown), ChainTaskStatus.Unset, false, true, ContributionDeadline, true, "Stall" },
        { nameof(ContributionState.Stalled), ChainTaskStatus.Unset, false, true, SelfAssign + 1, true, "Contribute" },
        { nameof(ContributionState.Stalled), ChainTaskStatus.Unset, true, true, SelfAssign + 1, true, "Settle: accepted" },

        // Without a free stake the direct path is closed, the bond is of no use there.
        { nameof(ContributionState.Shown), ChainTaskStatus.Unset, false, false, SelfAssign + 1, true, "Wait" },
        { nameof(ContributionState.Anchored), ChainTaskStatus.Unset, false, false, SelfAssign + 1, true, "Publish" },
        { nameof(ContributionState.Computed), ChainTaskStatus.Active, false, false, Samples.Start + 50, true, "Wait" },

        // Others took it to the chain.
        { nameof(ContributionState.Computed), ChainTaskStatus.Active, true, true, Samples.Start + 50, true, "Stall" },
        { nameof(ContributionState.Shown), ChainTaskStatus.Active, true, true, ContributionDeadline, true, "Stall" },
        { nameof(ContributionState.Shown), ChainTaskStatus.Active, true, true, ContributionDeadline + 1, true, "Settle: ended without this worker" },
        { nameof(ContributionState.Shown), ChainTaskStatus.Revealing, true, true, Samples.Start + 50, true, "Settle: ended without this worker" },
        { nameof(ContributionState.Shown), ChainTaskStatus.Completed, true, true, Samples.Start + 50, true, "Settle: ended without this worker" },
        { nameof(ContributionState.Shown), ChainTaskStatus.Failed, true, true, Samples.Start + 50, true, "Settle: ended without this worker" },

        // Too late for everything but a settlement that everybody has signed.
        { nameof(ContributionState.Shown), ChainTaskStatus.Unset, false, true, ContributionDeadline + 1, true, "Wait" },
        { nameof(ContributionState.Shown), ChainTaskStatus.Unset, false, true, FinalDeadline + Patience, true, "Wait" },
        { nameof(ContributionState.Shown), ChainTaskStatus.Unset, false, true, FinalDeadline + Patience + 1, true, "Settle: never settled by the scheduler" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void The_next_step_follows_from_journal_and_chain(string state, ChainTaskStatus status, bool taken, bool canStake, ulong now, bool mayPublish, string expected)
    {
        var record = Samples.EpochRecord(Enum.Parse<ContributionState>(state));
        var view = View(status, now, new EpochPathView(taken, IsPaid: true, canStake, SignedAt: 0));
        Describe(GuardianDecision.Decide(record, Samples.Deal, view, mayPublish, Patience)).Should().Be(expected);
    }

    [Fact]
    public void A_settlement_that_this_worker_did_not_sign_is_told_from_one_that_pays_it()
    {
        var view = View(ChainTaskStatus.Unset, Samples.Start + 50, new EpochPathView(IsTaken: true, IsPaid: false, CanStake: true, SignedAt: 0));
        Describe(GuardianDecision.Decide(Samples.EpochRecord(ContributionState.Shown), Samples.Deal, view, true, Patience)).Should().Be($"Settle: {GuardianDecision.SettledWithout}");
    }

    [Fact]
    public void An_own_commitment_on_chain_means_the_direct_path_whatever_the_journal_says()
    {
        var record = Samples.EpochRecord(ContributionState.Receipted);
        var view = View(ChainTaskStatus.Active, Samples.Start + 50, new EpochPathView(true, false, false, 0)) with { Own = new Contribution(record.Commitment, Bytes32.Zero) };
        GuardianDecision.Decide(record, Samples.Deal, view, true, Patience).Should().BeOfType<GuardianAction.Stall>();
    }

    /// <summary>Second of the last progress, of the last signature: last second in which the scheduler is waited for.</summary>
    [Theory]
    [InlineData(10, 0, 400)]
    [InlineData(300, 0, 400)]
    [InlineData(301, 0, 401)]
    [InlineData(350, 390, 490)]
    [InlineData(550, 0, 650)]
    [InlineData(650, 0, 700)]
    [InlineData(650, 799, 700)]
    public void A_scheduler_at_work_is_given_a_duration_more_but_not_for_ever(ulong progress, ulong signedAt, ulong stallsAt)
    {
        var record = Samples.EpochRecord(ContributionState.Shown, progress);
        EpochPathDecision.StallsAt(record, Samples.Deal, signedAt == 0 ? 0 : Samples.Start + signedAt, Patience).Should().Be(Samples.Start + stallsAt);
    }

    [Fact]
    public void Whatever_the_chain_and_the_scheduler_say_the_decision_is_sound()
    {
        var dice = new Random(3);
        for (var i = 0; i < 20_000; i++)
        {
            var record = Samples.EpochRecord(Pick(dice, Enum.GetValues<ContributionState>()), (ulong)dice.Next(1100));
            var status = Pick(dice, Enum.GetValues<ChainTaskStatus>());
            var block = Samples.Start + (ulong)dice.Next(1200);
            var committed = status != ChainTaskStatus.Unset && dice.Next(3) == 0;
            var epoch = new EpochPathView(status != ChainTaskStatus.Unset || dice.Next(3) == 0, dice.Next(2) == 0, dice.Next(2) == 0, dice.Next(2) == 0 ? 0 : Samples.Start + (ulong)dice.Next(1200));
            var view = new ChainView(
                new ChainTask(status, 1, status == ChainTaskStatus.Revealing ? block + 10 : 0, false, MemoryChain.Short(record.ResultHash)),
                new Contribution(committed ? record.Commitment : Bytes32.Zero, Bytes32.Zero),
                block,
                block + (ulong)dice.Next(3),
                epoch);
            if (record.State == ContributionState.Settled)
            {
                continue;
            }

            Check(record, view, GuardianDecision.Decide(record, Samples.Deal, view, dice.Next(2) == 0, Patience), $"round {i}: {record.State}, {view}");
        }
    }

    private static void Check(ContributionRecord record, ChainView view, GuardianAction action, string why)
    {
        var isOver = view.Epoch!.IsTaken && view.Task.Status == ChainTaskStatus.Unset;
        switch (action)
        {
            case not GuardianAction.Settle when isOver && record.State != ContributionState.LeftOut:
                Assert.Fail($"the task is settled: {why}");
                break;
            case GuardianAction.Stall:
                ContributionLifecycle.CanMove(record.State, ContributionState.Stalled).Should().BeTrue(why);
                (view.BlockTime <= ContributionDeadline || !view.Own.Commitment.IsZero).Should().BeTrue(why);
                (view.Now > SelfAssign || view.Task.Status == ChainTaskStatus.Active || !view.Own.Commitment.IsZero).Should().BeTrue(why);
                break;
            case GuardianAction.Contribute:
                record.IsOnEpochPath.Should().BeFalse(why);
                isOver.Should().BeFalse(why);
                break;
            case GuardianAction.Publish:
                (record.State is ContributionState.Anchored or ContributionState.Committed).Should().BeTrue(why);
                break;
            case GuardianAction.Wait when record.IsOnEpochPath && view.Epoch.CanStake:
                (view.Now <= Latest || view.BlockTime > ContributionDeadline).Should().BeTrue($"nothing is waited for beyond seven durations while there is a way: {why}");
                break;
        }
    }

    private static ChainView View(ChainTaskStatus status, ulong now, EpochPathView epoch) =>
        new(new ChainTask(status, 1, 0, false, new byte[24]), new Contribution(Bytes32.Zero, Bytes32.Zero), now, now, epoch);

    private static T Pick<T>(Random dice, T[] values) => values[dice.Next(values.Length)];

    private static string Describe(GuardianAction action) => action is GuardianAction.Settle settle ? $"Settle: {settle.Outcome}" : action.GetType().Name;
}
