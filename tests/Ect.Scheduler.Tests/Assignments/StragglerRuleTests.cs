using Ect.Protocol.Deals;
using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Assignments;
using Ect.Scheduler.Replicas;
using Ect.Scheduler.Tasks;
using Ect.Scheduler.Tests.Network;

namespace Ect.Scheduler.Tests.Assignments;

public sealed class StragglerRuleTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddYears(50);
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(20);
    private static readonly StragglerRule Rule = new(3, TimeSpan.FromSeconds(30));

    [Theory]
    [InlineData(59, false)]
    [InlineData(61, true)]
    public void A_worker_is_slow_when_it_takes_several_times_longer_than_usual(int seconds, bool isSlow) =>
        Allows(Rule, Usual, Assigned(1, seconds)).Should().Be(isSlow);

    [Fact]
    public void Short_tasks_may_take_a_multiple_without_a_spare() => Allows(Rule, TimeSpan.FromSeconds(1), Assigned(1, 29)).Should().BeFalse();

    [Fact]
    public void A_spare_gets_company_only_when_it_is_slow_too()
    {
        Allows(Rule, Usual, Assigned(1, 300), Assigned(2, 59)).Should().BeFalse();
        Allows(Rule, Usual, Assigned(1, 300), Assigned(2, 61)).Should().BeTrue();
    }

    [Fact]
    public void Whoever_does_not_compute_is_no_reason_for_a_spare() =>
        Allows(Rule, Usual, SampleDeals.Replica(1, ReplicaState.Disclosed), SampleDeals.Replica(2, ReplicaState.Lost)).Should().BeFalse();

    [Fact]
    public void Nobody_is_slow_while_nobody_knows_what_is_usual_or_no_spares_are_wanted()
    {
        Allows(Rule, null, Assigned(1, 3000)).Should().BeFalse();
        Allows(Rule with { Factor = 0 }, Usual, Assigned(1, 3000)).Should().BeFalse();
    }

    [Fact]
    public void A_spare_that_would_come_too_late_is_not_started()
    {
        var task = SampleDeals.Task("a", 0, 0, Assigned(1, 300));
        var deadline = Deadlines.Of(task.Deal.Terms).Contribution;
        Rule.AllowsSpare(task, Usual, Now, deadline - 25).Should().BeTrue();
        Rule.AllowsSpare(task, Usual, Now, deadline - 10).Should().BeFalse();
    }

    [Fact]
    public void What_is_usual_is_the_median_of_the_last_parts_each_counted_once()
    {
        var paces = new PaceBook();
        OpenTask? before = null;
        for (var worker = 1; worker <= 5; worker++)
        {
            paces.Usual(SampleDeals.Task("a", 0).Deal.Id).Should().BeNull("fewer than five say nothing");
            var after = SampleDeals.Task("a", 0, 0, [.. before?.Replicas ?? [], Done(worker, worker * worker)]);
            paces.Note(before, after);
            paces.Note(after, after);
            before = after;
        }

        paces.Usual(before!.Deal.Id).Should().Be(TimeSpan.FromSeconds(9));
        paces.Keep(new HashSet<Ethereum.Bytes32>());
        paces.Usual(before.Deal.Id).Should().BeNull();
    }

    private static bool Allows(StragglerRule rule, TimeSpan? usual, params IReadOnlyList<ReplicaRecord> replicas) =>
        rule.AllowsSpare(SampleDeals.Task("a", 0, 0, replicas), usual, Now, 0);

    private static ReplicaRecord Assigned(int worker, int secondsAgo) => SampleDeals.Replica(worker, ReplicaState.Assigned) with { AssignedAt = Now.AddSeconds(-secondsAgo) };

    private static ReplicaRecord Done(int worker, int seconds) =>
        SampleDeals.Replica(worker, ReplicaState.Pledged) with { AssignedAt = Now, PledgedAt = Now.AddSeconds(seconds) };
}
