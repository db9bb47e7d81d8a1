using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Deals;
using Ect.Protocol.Epochs;
using Ect.Protocol.Lifecycles;
using Ect.Protocol.Scheduling;
using FsCheck.Xunit;

namespace Ect.Protocol.Tests.Epochs;

public sealed class EpochTaskDecisionTests
{
    private const ulong Start = 1_000_000;
    private const uint Duration = 60;
    private static readonly Deal Deal = SampleSettlement.Deal with { Trust = 3 };

    [Fact]
    public void A_fresh_task_gets_as_many_workers_as_the_trust_asks_for() =>
        Decide([]).Should().BeOfType<TaskAction.Assign>().Which.Count.Should().Be(3);

    [Fact]
    public void Who_computes_has_committed_or_has_agreed_counts()
    {
        Decide([Replica(0, ReplicaState.Assigned)]).Should().BeOfType<TaskAction.Assign>().Which.Count.Should().Be(2);
        Decide([Replica(0, ReplicaState.Assigned), Replica(1, ReplicaState.Pledged), Replica(2, ReplicaState.Disclosed, 1)]).Should().BeOfType<TaskAction.Wait>();
        Decide([Replica(1, ReplicaState.Pledged), Replica(2, ReplicaState.Pledged), Replica(3, ReplicaState.Pledged)]).Should().BeOfType<TaskAction.Anchor>();
        Decide([Replica(1, ReplicaState.Pledged), Replica(2, ReplicaState.Pledged), Replica(3, ReplicaState.Pledged)], 7).Reason.Should().Contain("Epoch 7");
        Decide([Replica(0, ReplicaState.Lost), Replica(1, ReplicaState.Failed)]).Should().BeOfType<TaskAction.Assign>().Which.Count.Should().Be(3);
    }

    [Fact]
    public void Dissent_brings_more_workers_even_while_an_epoch_is_under_way() =>
        Decide([Replica(0, ReplicaState.Disclosed, 1), Replica(1, ReplicaState.Disclosed, 1), Replica(2, ReplicaState.Disclosed, 2)], 7)
            .Should().BeOfType<TaskAction.Assign>().Which.Count.Should().Be(1);

    [Fact]
    public void Votes_of_who_may_not_be_paid_do_not_count_but_their_dissent_does()
    {
        var votes = Enumerable.Range(0, 3).Select(worker => Replica(worker, ReplicaState.Disclosed, 1)).ToList();
        Only(2, votes).Should().BeOfType<TaskAction.Assign>().Which.Count.Should().Be(1);
        Only(0, votes).Should().BeOfType<TaskAction.Assign>().Which.Count.Should().Be(3);
        Only(3, [.. votes, Replica(3, ReplicaState.Disclosed, 2)]).Should().BeOfType<TaskAction.Anchor>();
        Only(2, [.. votes.Take(2), Replica(3, ReplicaState.Disclosed, 2), Replica(4, ReplicaState.Disclosed, 2)]).Should().BeOfType<TaskAction.Assign>().Which.Count.Should().Be(2);

        static TaskAction Only(int eligible, IReadOnlyList<ReplicaView> replicas) =>
            EpochTaskDecision.Decide(Deal, replicas, worker => Enumerable.Range(0, eligible).Any(number => worker == SampleSettlement.Worker(number)), null, Start, Start + 1, new(), new());
    }

    [Fact]
    public void A_task_without_agreement_does_not_go_on_for_ever() =>
        Decide([.. Enumerable.Range(0, 16).Select(worker => Replica(worker, ReplicaState.Disclosed, worker))]).Should().BeOfType<TaskAction.FallBack>();

    [Fact]
    public void A_task_that_makes_no_progress_leaves_the_path_after_four_durations_and_any_task_after_seven()
    {
        At(Start + (4 * Duration), Start).Should().NotBeOfType<TaskAction.FallBack>();
        At(Start + (4 * Duration) + 1, Start).Should().BeOfType<TaskAction.FallBack>();
        At(Start + (5 * Duration), Start + (4 * Duration)).Should().NotBeOfType<TaskAction.FallBack>("it made progress a duration ago");
        At(Start + (7 * Duration), Start + (7 * Duration)).Should().NotBeOfType<TaskAction.FallBack>();
        At(Start + (7 * Duration) + 1, Start + (7 * Duration)).Should().BeOfType<TaskAction.FallBack>("its workers need time for the direct path");

        static TaskAction At(ulong now, ulong progress) => EpochTaskDecision.Decide(Deal, [], _ => true, null, progress, now, new(), new());
    }

    [Fact]
    public void A_deal_that_demands_the_direct_path_or_stakes_beyond_measure_is_for_no_epoch()
    {
        EpochTaskDecision.IsPossible(Deal).Should().BeTrue();
        EpochTaskDecision.IsPossible(Deal with { Mode = DealMode.Direct }).Should().BeFalse();
        EpochTaskDecision.IsPossible(Deal with { Mode = DealMode.Private }).Should().BeTrue();
        EpochTaskDecision.IsPossible(Deal with { WorkerStake = EpochTaskDecision.MostStake }).Should().BeFalse();
    }

    [Property]
    public bool It_never_asks_for_nobody_nor_for_more_than_are_allowed(byte[] states, byte trust)
    {
        var replicas = states.Take(20).Select((state, worker) => Replica(worker, (ReplicaState)(state % 11), state % 3)).ToList();
        var inFlight = replicas.Count(replica => replica.State is ReplicaState.Assigned or ReplicaState.Pledged or ReplicaState.Disclosed);
        return EpochTaskDecision.Decide(Deal with { Trust = (ushort)(1 + (trust % 16)) }, replicas, _ => true, null, Start, Start + 1, new(), new()) switch
        {
            TaskAction.Assign assign => assign.Count > 0 && assign.Count + inFlight <= new EpochLimits().MaxReplicas,
            TaskAction.FallBack => inFlight >= new EpochLimits().MaxReplicas,
            TaskAction.Anchor or TaskAction.Wait => inFlight > 0,
            _ => false,
        };
    }

    private static TaskAction Decide(IReadOnlyList<ReplicaView> replicas, ulong? epoch = null) =>
        EpochTaskDecision.Decide(Deal, replicas, _ => true, epoch, Start, Start + 1, new(), new());

    private static ReplicaView Replica(int worker, ReplicaState state, int result = 0) =>
        new(SampleSettlement.Worker(worker), state, Start, state == ReplicaState.Disclosed ? new(SampleSettlement.Worker(worker), SampleSettlement.Hash(result), Bytes32.Zero) : null);
}
