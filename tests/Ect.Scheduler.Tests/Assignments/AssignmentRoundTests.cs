using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Assignments;
using Ect.Scheduler.Tasks;
using Ect.Scheduler.Tests.Network;
using Ect.Scheduler.Workers;

namespace Ect.Scheduler.Tests.Assignments;

public sealed class AssignmentRoundTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddYears(50);

    [Fact]
    public void Deals_take_turns_and_the_one_that_waited_longest_begins()
    {
        (OpenTask, int)[] demands = [.. Enumerable.Range(0, 50).Select(index => (SampleDeals.Task("huge", (uint)index, servedAt: 2), 1)), (SampleDeals.Task("small", 0, servedAt: 1), 1)];
        var matches = Round(demands, [Candidate(1, 3)]).Run();
        matches.Select(match => match.Open.Deal.ServedAt).Should().Equal(1, 2, 2);
    }

    [Fact]
    public void A_worker_is_drawn_once_for_a_task_and_not_at_all_if_it_has_a_part()
    {
        var task = SampleDeals.Task("a", 0, 0, SampleDeals.Replica(1, ReplicaState.Committed), SampleDeals.Replica(2, ReplicaState.Assigned));
        var round = Round([(task, 5)], [Candidate(1, 9), Candidate(2, 9), Candidate(3, 9), Candidate(4, 9)]);
        round.Run().Select(match => match.Candidate.Worker).Should().BeEquivalentTo([SampleDeals.Worker(3), SampleDeals.Worker(4)]);
        round.Unmet(10).Should().ContainKey(task.Task.Id);
    }

    [Fact]
    public void No_more_is_handed_out_than_was_asked_for()
    {
        (OpenTask, int)[] demands = [.. Enumerable.Range(0, 10).Select(index => (SampleDeals.Task("a", (uint)index), 2))];
        var matches = Round(demands, [Candidate(1, 2), Candidate(2, 1), Candidate(3, 0)]).Run();
        matches.CountBy(match => match.Candidate.Worker).Should().BeEquivalentTo(
            new Dictionary<Ethereum.Address, int> { [SampleDeals.Worker(1)] = 2, [SampleDeals.Worker(2)] = 1 });
    }

    [Fact]
    public void A_worker_gets_no_more_than_its_stake_covers()
    {
        (OpenTask, int)[] demands = [.. Enumerable.Range(0, 10).Select(index => (SampleDeals.Task("a", (uint)index), 1))];
        var round = Round(demands, [Candidate(1, 10, stake: 250)]);
        round.Run().Should().HaveCount(2, "a stake is 100");
        round.Unmet(10).Values.Should().AllSatisfy(reason => reason.Text.Should().Contain("stake of 0.0000000000000001 ECT"));
    }

    [Theory]
    [InlineData(ReplicaState.Lost, null, 11, true)]
    [InlineData(ReplicaState.Lost, null, 9, false)]
    [InlineData(ReplicaState.Failed, "Network", 11, true)]
    [InlineData(ReplicaState.Failed, "App", 11, true)]
    [InlineData(ReplicaState.Failed, "Worker", 1000, false)]
    public void Who_lost_a_task_may_return_after_a_pause(ReplicaState state, string? blame, int secondsAgo, bool returns)
    {
        var task = SampleDeals.Task("a", 0, 0, SampleDeals.Replica(1, state, blame, Now.AddSeconds(-secondsAgo)));
        Round([(task, 1)], [Candidate(1, 1)]).Run().Should().HaveCount(returns ? 1 : 0);
    }

    [Fact]
    public void Strangers_are_drawn_before_those_who_return()
    {
        var task = SampleDeals.Task("a", 0, 0, SampleDeals.Replica(1, ReplicaState.Lost));
        for (var seed = 0; seed < 20; seed++)
        {
            Round([(task, 1)], [Candidate(1, 1), Candidate(2, 1)], new(seed)).Run().Single().Candidate.Worker.Should().Be(SampleDeals.Worker(2));
        }
    }

    [Fact]
    public void The_worker_is_drawn_by_lot()
    {
        var random = new Random(1);
        var drawn = Enumerable.Range(0, 300)
            .Select(_ => Round([(SampleDeals.Task("a", 0), 1)], [Candidate(1, 1), Candidate(2, 1), Candidate(3, 1)], random).Run().Single().Candidate.Worker)
            .CountBy(worker => worker);
        drawn.Should().HaveCount(3).And.AllSatisfy(worker => worker.Value.Should().BeInRange(60, 140));
    }

    [Fact]
    public void Everybody_has_a_task_before_anybody_has_two()
    {
        (OpenTask, int)[] demands = [.. Enumerable.Range(0, 8).Select(index => (SampleDeals.Task("a", (uint)index), 1))];
        var matches = Round(demands, [Candidate(1, 4), Candidate(2, 4), Candidate(3, 4), Candidate(4, 4)]).Run();
        matches.CountBy(match => match.Candidate.Worker).Should().HaveCount(4).And.AllSatisfy(worker => worker.Value.Should().Be(2));
    }

    [Fact]
    public void What_a_round_gave_is_not_given_again_by_the_next()
    {
        var book = new DemandBook();
        book.Put(SampleDeals.Task("a", 0), 2);
        new AssignmentRound(book, [Candidate(1, 1)], new(), Now, new(7)).Run().Should().ContainSingle();
        new AssignmentRound(book, [Candidate(1, 1), Candidate(2, 1), Candidate(3, 1)], new(), Now, new(7)).Run().Should().ContainSingle().Which.Candidate.Worker.Should().NotBe(SampleDeals.Worker(1));
        book.Remove(SampleDeals.Task("a", 0).Task.Id);
        book.Deals.Should().BeEmpty();
    }

    private static AssignmentRound Round(IReadOnlyList<(OpenTask Task, int Count)> demands, IReadOnlyList<Candidate> candidates, Random? random = null)
    {
        var book = new DemandBook();
        foreach (var (task, count) in demands)
        {
            book.Put(task, count);
        }

        return new(book, candidates, new(), Now, random ?? new(7));
    }

    private static Candidate Candidate(int number, uint credit, int stake = 1_000_000)
    {
        var session = new WorkerSession(SampleDeals.Worker(number), "test", new() { Slots = 100 }, TimeProvider.System);
        session.Beat(credit, []);
        return new(session, stake);
    }
}
