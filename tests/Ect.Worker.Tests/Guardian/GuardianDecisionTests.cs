using Ect.Contracts;
using Ect.Ethereum;
using Ect.Worker.Contributions;
using Ect.Worker.Guardian;

namespace Ect.Worker.Tests.Guardian;

public sealed class GuardianDecisionTests
{
    private const ulong Patience = 20;
    private const ulong ContributionDeadline = Samples.Start + 800;
    private const ulong FinalDeadline = Samples.Start + 1000;
    private const ulong RevealDeadline = Samples.Start + 500;

    /// <summary>State, status, committed on chain, revealed on chain, block time, may publish: what follows.</summary>
    public static TheoryData<string, ChainTaskStatus, bool, bool, ulong, bool, string> Table => new()
    {
        // Not on chain yet.
        { nameof(ContributionState.Computed), ChainTaskStatus.Unset, false, false, Samples.Start + 50, true, "Contribute" },
        { nameof(ContributionState.Computed), ChainTaskStatus.Active, false, false, Samples.Start + 50, true, "Contribute" },
        { nameof(ContributionState.Computed), ChainTaskStatus.Active, false, false, ContributionDeadline, true, "Contribute" },
        { nameof(ContributionState.Computed), ChainTaskStatus.Active, false, false, ContributionDeadline + 1, true, "Settle: never committed" },
        { nameof(ContributionState.Computed), ChainTaskStatus.Revealing, false, false, Samples.Start + 50, true, "Settle: never committed" },
        { nameof(ContributionState.Computed), ChainTaskStatus.Completed, false, false, Samples.Start + 50, true, "Settle: never committed" },
        { nameof(ContributionState.Computed), ChainTaskStatus.Failed, false, false, Samples.Start + 50, true, "Settle: never committed" },

        // A re-org dropped the commitment: the same one is sent again.
        { nameof(ContributionState.Committed), ChainTaskStatus.Active, false, false, Samples.Start + 50, true, "Contribute" },
        { nameof(ContributionState.Opened), ChainTaskStatus.Unset, false, false, Samples.Start + 50, true, "Contribute" },

        // The scheduler has stalled on the epoch path: from there on the direct path.
        { nameof(ContributionState.Stalled), ChainTaskStatus.Unset, false, false, Samples.Start + 450, true, "Contribute" },
        { nameof(ContributionState.Stalled), ChainTaskStatus.Active, true, false, Samples.Start + 450, true, "NoteCommitted" },
        { nameof(ContributionState.Stalled), ChainTaskStatus.Unset, false, false, ContributionDeadline + 1, true, "Settle: never committed" },

        // On chain, whether this process knew it or not.
        { nameof(ContributionState.Computed), ChainTaskStatus.Active, true, false, Samples.Start + 50, true, "NoteCommitted" },
        { nameof(ContributionState.Computed), ChainTaskStatus.Revealing, true, false, Samples.Start + 50, true, "NoteCommitted" },
        { nameof(ContributionState.Committed), ChainTaskStatus.Active, true, false, Samples.Start + 50, true, "Publish" },
        { nameof(ContributionState.Committed), ChainTaskStatus.Active, true, false, Samples.Start + 50, false, "Wait" },
        { nameof(ContributionState.Opened), ChainTaskStatus.Active, true, false, Samples.Start + 50, true, "Wait" },

        // The reveal phase comes before everything else.
        { nameof(ContributionState.Committed), ChainTaskStatus.Revealing, true, false, RevealDeadline - 1, true, "Reveal" },
        { nameof(ContributionState.Opened), ChainTaskStatus.Revealing, true, false, RevealDeadline, true, "Reveal" },
        { nameof(ContributionState.Committed), ChainTaskStatus.Revealing, true, true, RevealDeadline - 1, true, "Publish" },
        { nameof(ContributionState.Opened), ChainTaskStatus.Revealing, true, true, RevealDeadline - 1, true, "Wait" },
        { nameof(ContributionState.Opened), ChainTaskStatus.Revealing, true, true, RevealDeadline + Patience, true, "Wait" },
        { nameof(ContributionState.Opened), ChainTaskStatus.Revealing, true, true, RevealDeadline + Patience + 1, true, "Finish" },
        { nameof(ContributionState.Opened), ChainTaskStatus.Revealing, true, false, RevealDeadline + 1, true, "Wait" },
        { nameof(ContributionState.Opened), ChainTaskStatus.Revealing, true, false, RevealDeadline + Patience + 1, true, "Finish" },

        // The scheduler is gone.
        { nameof(ContributionState.Opened), ChainTaskStatus.Active, true, false, ContributionDeadline + Patience, true, "Wait" },
        { nameof(ContributionState.Opened), ChainTaskStatus.Active, true, false, ContributionDeadline + Patience + 1, true, "OpenReveal" },
        { nameof(ContributionState.Committed), ChainTaskStatus.Active, true, false, ContributionDeadline + Patience + 1, true, "OpenReveal" },
        { nameof(ContributionState.Opened), ChainTaskStatus.Active, true, false, FinalDeadline + Patience, true, "OpenReveal" },
        { nameof(ContributionState.Opened), ChainTaskStatus.Active, true, false, FinalDeadline + Patience + 1, true, "OpenReveal" },

        // The end.
        { nameof(ContributionState.Opened), ChainTaskStatus.Completed, true, false, Samples.Start + 50, true, "Settle: accepted" },
        { nameof(ContributionState.Committed), ChainTaskStatus.Completed, true, true, Samples.Start + 50, true, "Settle: accepted" },
        { nameof(ContributionState.Opened), ChainTaskStatus.Failed, true, true, Samples.Start + 50, true, "Settle: released" },
        { nameof(ContributionState.Opened), ChainTaskStatus.Failed, true, false, Samples.Start + 50, true, "Settle: rejected" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void The_next_step_follows_from_journal_and_chain(string state, ChainTaskStatus status, bool committed, bool revealed, ulong blockTime, bool mayPublish, string expected)
    {
        var record = Samples.Record(state: Enum.Parse<ContributionState>(state));
        var phase = status is ChainTaskStatus.Revealing or ChainTaskStatus.Failed ? RevealDeadline : 0;
        var agreed = MemoryChain.Short(status == ChainTaskStatus.Completed ? record.ResultHash : Bytes32.Zero);
        var view = new ChainView(
            new ChainTask(status, 1, phase, false, agreed),
            new Contribution(committed ? record.Commitment : Bytes32.Zero, revealed ? record.ResultHash : Bytes32.Zero),
            blockTime,
            blockTime);

        Describe(GuardianDecision.Decide(record, Samples.Deal, view, mayPublish, Patience)).Should().Be(expected);
    }

    [Fact]
    public void A_completed_task_with_another_result_means_rejected()
    {
        var record = Samples.Record(state: ContributionState.Opened);
        var view = View(ChainTaskStatus.Completed, record.Commitment, agreed: Bytes32.FromNumber(99));
        Describe(GuardianDecision.Decide(record, Samples.Deal, view, true, Patience)).Should().Be("Settle: rejected");
    }

    [Fact]
    public void A_task_claimed_without_a_reveal_phase_means_released()
    {
        var record = Samples.Record(state: ContributionState.Opened);
        Describe(GuardianDecision.Decide(record, Samples.Deal, View(ChainTaskStatus.Failed, record.Commitment), true, Patience)).Should().Be("Settle: released");
    }

    [Fact]
    public void A_commitment_of_another_process_of_the_wallet_is_given_up_with_a_reason()
    {
        var record = Samples.Record(state: ContributionState.Computed);
        Describe(GuardianDecision.Decide(record, Samples.Deal, View(ChainTaskStatus.Active, Bytes32.FromNumber(4)), true, Patience)).Should().Contain("another process");
    }

    [Fact]
    public void A_machine_whose_clock_is_ahead_still_reveals_while_the_chain_takes_it()
    {
        var record = Samples.Record(state: ContributionState.Opened);
        var view = new ChainView(new ChainTask(ChainTaskStatus.Revealing, 1, RevealDeadline, false, new byte[24]), new Contribution(record.Commitment, Bytes32.Zero), RevealDeadline - 5, RevealDeadline + 4000);
        GuardianDecision.Decide(record, Samples.Deal, view, true, Patience).Should().BeOfType<GuardianAction.Reveal>();
    }

    /// <summary>The hub claims no task with contributors before they could reveal: who was wrong must not get away.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void After_the_final_deadline_the_reveal_phase_is_opened_however_few_have_contributed(byte contributors)
    {
        var deal = Samples.Deal with { Trust = 2 };
        var record = Samples.Record(deal, ContributionState.Opened);
        var late = FinalDeadline + Patience + 1;
        var view = new ChainView(new ChainTask(ChainTaskStatus.Active, contributors, 0, false, new byte[24]), new Contribution(record.Commitment, Bytes32.Zero), late, late);
        Describe(GuardianDecision.Decide(record, deal, view, true, Patience)).Should().Be("OpenReveal");
    }

    private static ChainView View(ChainTaskStatus status, Bytes32 commitment, Bytes32 agreed = default) =>
        new(new ChainTask(status, 1, 0, false, MemoryChain.Short(agreed)), new Contribution(commitment, Bytes32.Zero), Samples.Start + 50, Samples.Start + 50);

    private static string Describe(GuardianAction action) => action is GuardianAction.Settle settle ? $"Settle: {settle.Outcome}" : action.GetType().Name;
}
