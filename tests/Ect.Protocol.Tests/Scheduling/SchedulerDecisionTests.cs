using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Contributions;
using Ect.Protocol.Deals;
using Ect.Protocol.Lifecycles;
using Ect.Protocol.Scheduling;
using static Ect.Protocol.Lifecycles.ReplicaState;

namespace Ect.Protocol.Tests.Scheduling;

/// <summary>A deal of category duration 100 s that starts at 1000 with trust 3: contributions until 1800, claims after 2000.</summary>
public sealed class SchedulerDecisionTests
{
    private const ulong Now = 1100;
    private static readonly Bytes32 A = Keccak256.Hash("a");
    private static readonly Bytes32 B = Keccak256.Hash("b");
    private static readonly SchedulingLimits Limits = new();

    private Deal _deal = new(
        A, 0, 1, 1, 0, 1, Who(90), Who(90), Who(90), Address.Zero, Who(91), Address.Zero, Who(92), Who(93),
        0, 0, 100, 30, 50, 0, 0, 0, 3, 0, 100, 1000, Bytes32.Zero, Bytes32.Zero);

    private readonly List<ContributorView> _contributors = [];
    private readonly List<ReplicaView> _replicas = [];
    private ChainTaskStatus _status = ChainTaskStatus.Unset;
    private ulong _revealDeadline;

    [Fact]
    public void A_new_task_gets_as_many_workers_as_votes_are_asked_for() =>
        Decide().Should().BeOfType<TaskAction.Assign>().Which.Count.Should().Be(3);

    [Fact]
    public void While_enough_workers_compute_nothing_is_done()
    {
        Computing(1, 2, 3);
        Decide().Should().BeOfType<TaskAction.Wait>().Which.Reason.Should().Be("3 workers computing; 0 of 0 votes agree so far, 0 of 6 bits of evidence.");
    }

    [Fact]
    public void A_late_worker_is_replaced()
    {
        Computing(1, 2, 3);
        Decide(now: Now + 161).Should().BeOfType<TaskAction.Assign>().Which.Count.Should().Be(3);
        _replicas[0] = _replicas[0] with { Since = Now + 100 };
        Decide(now: Now + 161).Should().BeOfType<TaskAction.Assign>().Which.Count.Should().Be(2);
    }

    [Fact]
    public void Three_agreeing_openings_finalise_in_ascending_order()
    {
        Opened(3, A);
        Opened(1, A);
        Opened(2, A);
        var finalize = Decide().Should().BeOfType<TaskAction.Finalize>().Subject;

        finalize.ResultHash.Should().Be(A);
        finalize.Openings.Select(o => o.Worker).Should().Equal(Who(1), Who(2), Who(3));
        finalize.Openings.Should().AllSatisfy(o => Commitment.Of(TaskId.Of(_deal, 0), o).Should().Be(_contributors.Single(c => c.Worker == o.Worker).Commitment));
        finalize.Reason.Should().Be("3 of 3 votes agree.");
    }

    [Fact]
    public void One_liar_among_three_costs_one_more_worker()
    {
        Opened(1, A);
        Opened(2, A);
        Opened(3, B);
        Decide().Should().BeOfType<TaskAction.Assign>().Which.Count.Should().Be(1);
        Opened(4, A);
        Decide().Should().BeOfType<TaskAction.Finalize>().Which.Openings.Should().HaveCount(4);
    }

    [Fact]
    public void A_tie_needs_a_clear_margin_and_not_only_the_votes()
    {
        foreach (var worker in new[] { 1, 2, 3 })
        {
            Opened(worker, A);
            Opened(worker + 3, B);
        }

        Decide().Should().BeOfType<TaskAction.Assign>().Which.Count.Should().Be(2);
        Opened(7, A);
        Opened(8, A);
        Decide().Should().BeOfType<TaskAction.Finalize>();
    }

    [Fact]
    public void A_reputation_replaces_newcomers_but_not_more_than_half()
    {
        Opened(1, A, bits: 6);
        Decide().Should().BeOfType<TaskAction.Assign>().Which.Count.Should().Be(1);
        Opened(2, A);
        Decide().Should().BeOfType<TaskAction.Finalize>().Which.Openings.Should().HaveCount(2);
    }

    [Fact]
    public void A_worker_with_reputation_that_computes_is_counted_with_it()
    {
        Computing(1);
        _replicas[0] = _replicas[0] with { Bits = 5 };
        Decide().Should().BeOfType<TaskAction.Assign>().Which.Count.Should().Be(1);
    }

    [Fact]
    public void The_stakes_must_reach_the_value()
    {
        _deal = _deal with { Value = 200 };
        Opened(1, A, bits: 6);
        Opened(2, A, bits: 6);
        Decide().Should().BeOfType<TaskAction.Assign>().Which.Count.Should().Be(2);
    }

    [Fact]
    public void An_opening_that_does_not_fit_its_commitment_is_silence()
    {
        Opened(1, A);
        Opened(2, A);
        Opened(3, A);
        _replicas[2] = _replicas[2] with { Opening = _replicas[2].Opening! with { ResultHash = B } };

        Decide().Should().BeOfType<TaskAction.Wait>().Which.Reason.Should().Contain("1 worker committed and about to open");
    }

    [Fact]
    public void Agreement_waits_for_a_fresh_commitment_and_then_opens_the_reveal_phase()
    {
        Opened(1, A);
        Opened(2, A);
        Opened(3, A);
        Committed(4);

        Decide().Should().BeOfType<TaskAction.Wait>();
        Decide(now: Now + 61).Should().BeOfType<TaskAction.OpenReveal>().Which.Reason.Should().Contain("1 worker committed and stayed silent");
    }

    [Fact]
    public void The_silent_count_as_opponents_before_the_others_are_relied_on()
    {
        Opened(1, A);
        Opened(2, A);
        Opened(3, A);
        Committed(4);
        Committed(5);
        Committed(6);

        Decide(now: Now + 61).Should().BeOfType<TaskAction.Assign>().Which.Count.Should().Be(2);
    }

    [Fact]
    public void When_it_is_too_late_to_compute_the_silent_must_reveal()
    {
        Opened(1, A);
        Committed(2);
        Decide(now: 1780).Should().BeOfType<TaskAction.OpenReveal>();
        Decide(now: 1801).Should().BeOfType<TaskAction.OpenReveal>();
    }

    [Fact]
    public void Without_any_contribution_the_task_is_declined_which_costs_less_than_to_be_claimed()
    {
        Decide(now: 1800).Should().BeOfType<TaskAction.Wait>().Which.Reason.Should().Contain("1970-01-01 00:30:00 UTC");
        Decide(now: 1801).Should().BeOfType<TaskAction.Decline>().Which.Reason.Should().Contain("1970-01-01 00:30:00 UTC");
        Decide(now: 2001).Should().BeOfType<TaskAction.Decline>("a scheduler that comes back late saves what it can");
    }

    [Fact]
    public void Agreed_openings_finalise_even_after_the_final_deadline()
    {
        Opened(1, A);
        Opened(2, A);
        Opened(3, A);
        Decide(now: 5000).Should().BeOfType<TaskAction.Finalize>();
    }

    [Fact]
    public void A_task_with_contributors_is_never_claimed_before_its_reveal_phase()
    {
        Opened(1, A);
        Opened(2, B);
        Decide(now: 2001).Should().BeOfType<TaskAction.OpenReveal>();
        Committed(3);
        Committed(4);
        Decide(now: 2001).Should().BeOfType<TaskAction.OpenReveal>();
    }

    [Fact]
    public void No_more_workers_are_started_than_the_hub_takes()
    {
        for (var worker = 1; worker <= HubRules.MaxContributors; worker++)
        {
            Opened(worker, Keccak256.Hash($"{worker}"));
        }

        Decide().Should().BeOfType<TaskAction.OpenReveal>().Which.Reason.Should().Contain("no more workers are allowed");
    }

    [Fact]
    public void In_the_reveal_phase_the_silent_have_until_its_deadline()
    {
        Opened(1, A);
        Opened(2, A);
        Opened(3, A);
        Committed(4);
        Revealing(until: 1300);

        Decide(now: 1300).Should().BeOfType<TaskAction.Wait>();
        var finalize = Decide(now: 1301).Should().BeOfType<TaskAction.Finalize>().Subject;
        finalize.Openings.Single(o => o.Worker == Who(4)).Should().Be(new Opening(Who(4), Bytes32.Zero, Bytes32.Zero));
    }

    [Fact]
    public void A_vote_on_chain_needs_no_opening()
    {
        Opened(1, A);
        Opened(2, A);
        RevealedOnChain(3, A);
        Revealing(until: 1300);

        Decide().Should().BeOfType<TaskAction.Finalize>().Which.Openings.Single(o => o.Worker == Who(3)).ResultHash.Should().Be(Bytes32.Zero);
    }

    [Fact]
    public void Votes_that_only_the_scheduler_saw_do_not_block_those_on_chain()
    {
        foreach (var worker in new[] { 1, 2, 3 })
        {
            RevealedOnChain(worker, A);
            Opened(worker + 3, B);
        }

        Revealing(until: 1300);
        Decide(now: 1300).Should().BeOfType<TaskAction.Wait>();
        Decide(now: 1301).Should().BeOfType<TaskAction.Finalize>().Which.Openings.Should().AllSatisfy(o => o.ResultHash.Should().Be(Bytes32.Zero));
    }

    [Fact]
    public void A_failed_reveal_phase_is_claimed_one_period_after_its_deadline()
    {
        Opened(1, A);
        RevealedOnChain(2, B);
        Revealing(until: 1300);

        Decide(now: 1400).Should().BeOfType<TaskAction.Wait>();
        Decide(now: 1401).Should().BeOfType<TaskAction.Claim>().Which.Workers.Should().Equal(Who(1), Who(2));
    }

    [Fact]
    public void An_agreed_result_that_nobody_can_show_waits_and_at_last_is_claimed()
    {
        var none = new HashSet<Bytes32>();
        var view = () => SchedulerDecision.Decide(Task() with { Deal = _deal with { Callback = Who(99) } }, _replicas, 2001, Limits, none);
        var deal = _deal with { Callback = Who(99) };
        var salt = Commitment.NewSalt();
        foreach (var worker in new[] { 1, 2, 3 })
        {
            _contributors.Add(new(Who(worker), Commitment.Of(TaskId.Of(deal, 0), Who(worker), A, salt), A));
        }

        Revealing(until: 1950);
        view().Should().BeOfType<TaskAction.Wait>().Which.Reason.Should().Contain("must send it");
        Revealing(until: 1300);
        view().Should().BeOfType<TaskAction.Claim>();
    }

    [Fact]
    public void An_incomplete_view_of_the_chain_is_not_acted_on()
    {
        Opened(1, A);
        var task = Task() with { Contributors = [] };
        SchedulerDecision.Decide(task, _replicas, Now, Limits).Should().BeOfType<TaskAction.Wait>().Which.Reason.Should().Contain("1 contributors, 0 are read");
    }

    [Theory]
    [InlineData(ChainTaskStatus.Completed)]
    [InlineData(ChainTaskStatus.Failed)]
    public void A_settled_task_is_done(ChainTaskStatus status)
    {
        _status = status;
        Decide().Should().BeOfType<TaskAction.Done>();
    }

    private static Address Who(int number) => Address.FromBytes([.. new byte[19], (byte)number]);

    private TaskView Task() => new(_deal, 0, new(_status, (byte)_contributors.Count, _revealDeadline, false, new byte[24]), _contributors);

    private TaskAction Decide(ulong now = Now) => SchedulerDecision.Decide(Task(), _replicas, now, Limits);

    private void Computing(params int[] workers) => _replicas.AddRange(workers.Select(w => new ReplicaView(Who(w), Assigned, Now, null)));

    private void Committed(int worker) => Contribute(worker, B, isOpened: false, isRevealed: false);

    private void Opened(int worker, Bytes32 result, int bits = 2) => Contribute(worker, result, isOpened: true, isRevealed: false, bits);

    private void RevealedOnChain(int worker, Bytes32 result) => Contribute(worker, result, isOpened: false, isRevealed: true);

    private void Revealing(ulong until) => (_status, _revealDeadline) = (ChainTaskStatus.Revealing, until);

    private void Contribute(int worker, Bytes32 result, bool isOpened, bool isRevealed, int bits = 2)
    {
        var opening = new Opening(Who(worker), result, Commitment.NewSalt());
        _status = _status == ChainTaskStatus.Unset ? ChainTaskStatus.Active : _status;
        _contributors.Add(new(opening.Worker, Commitment.Of(TaskId.Of(_deal, 0), opening), isRevealed ? result : Bytes32.Zero, bits));
        _replicas.Add(new(opening.Worker, isOpened ? ReplicaState.Opened : isRevealed ? Revealed : ReplicaState.Committed, Now, isOpened ? opening : null));
    }
}
