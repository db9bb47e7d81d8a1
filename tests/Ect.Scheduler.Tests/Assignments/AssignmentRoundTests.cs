using Ect.Protocol.Lifecycles;
using Ect.Protocol.Pools;
using Ect.Scheduler.Assignments;
using Ect.Scheduler.Tasks;
using Ect.Scheduler.Tests.Network;
using Ect.Scheduler.Why;
using Ect.Scheduler.Workers;
using Ect.Wire;

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
        var book = new DemandBook(PoolRules.None);
        book.Put(SampleDeals.Task("a", 0), 2);
        new AssignmentRound(book, [Candidate(1, 1)], new(new(), new(), null), new(), Now, new(7)).Run().Should().ContainSingle();
        new AssignmentRound(book, [Candidate(1, 1), Candidate(2, 1), Candidate(3, 1)], new(new(), new(), null), new(), Now, new(7)).Run().Should().ContainSingle().Which.Candidate.Worker.Should().NotBe(SampleDeals.Worker(1));
        book.Remove(SampleDeals.Task("a", 0).Task.Id);
        book.Deals.Should().BeEmpty();
    }

    [Fact]
    public void Only_machines_that_have_what_a_task_needs_get_it()
    {
        const string needs = """{"needs":{"runtime":"oci","memory":1000000}}""";
        var small = new Runtime { Name = "oci", MemoryBytes = 999_999 };
        var round = Round([(SampleDeals.Task("a", 0, needs), 2)], [Candidate(1, 1), Candidate(2, 1, runtimes: small), Candidate(3, 1, runtimes: new Runtime { Name = "oci" })]);
        round.Run().Should().ContainSingle().Which.Candidate.Worker.Should().Be(SampleDeals.Worker(3));

        var none = Round([(SampleDeals.Task("a", 0, needs), 1)], [Candidate(1, 1), Candidate(2, 1)]);
        none.Run().Should().BeEmpty();
        none.Unmet(10).Values.Should().ContainSingle().Which.Should().Match<Reason>(reason => reason.Kind == TaskReasons.NoMachineFits && reason.Text.Contains("the runtime oci"));
    }

    [Fact]
    public void The_largest_class_of_machines_has_the_tasks_that_want_like_machines()
    {
        (OpenTask, int)[] demands = [.. Enumerable.Range(0, 20).Select(index => (SampleDeals.Task("a", (uint)index, AlikeParams), 2))];
        for (var seed = 0; seed < 20; seed++)
        {
            // Three of them are busy, and count all the same.
            var matches = Round(demands, [.. Machines("fast", 1, 2, credit: 9), .. Machines("slow", 3, 3, credit: 0), .. Machines("slow", 6, 2, credit: 9)], new(seed)).Run();
            matches.Should().HaveCount(18).And.AllSatisfy(match => match.Host.Should().Be("slow"));
        }
    }

    [Fact]
    public void Who_works_on_a_task_already_decides_which_machines_follow()
    {
        var begun = SampleDeals.Replica(1, ReplicaState.Committed) with { Host = "fast" };
        var givenUp = SampleDeals.Replica(2, ReplicaState.Lost) with { Host = "slow" };
        var round = Round([(SampleDeals.Task("a", 0, AlikeParams, begun, givenUp), 3)], [.. Machines("slow", 3, 5, credit: 1), .. Machines("fast", 8, 2, credit: 1)]);
        round.Run().Select(match => match.Candidate.Worker).Should().BeEquivalentTo([SampleDeals.Worker(8), SampleDeals.Worker(9)]);
        round.Unmet(10).Values.Should().ContainSingle().Which.Should().Match<Reason>(reason => reason.Kind == TaskReasons.HostsDiffer && reason.Text.Contains("'fast'"));
    }

    [Fact]
    public void Who_returns_to_a_task_must_still_be_like_the_others()
    {
        var begun = SampleDeals.Replica(1, ReplicaState.Committed) with { Host = "fast" };
        var lost = SampleDeals.Replica(2, ReplicaState.Lost, changedAt: Now.AddMinutes(-1)) with { Host = "fast" };
        Round([(SampleDeals.Task("a", 0, AlikeParams, begun, lost), 1)], [.. Machines("slow", 2, 1, credit: 1)]).Run().Should().BeEmpty("its processor was exchanged");
        Round([(SampleDeals.Task("a", 0, AlikeParams, begun, lost), 1)], [.. Machines("fast", 2, 1, credit: 1)]).Run().Should().ContainSingle();
    }

    [Fact]
    public void A_task_goes_to_machines_of_which_its_requirements_are_true_alone()
    {
        var task = (SampleDeals.Task("a", 0, """{"needs":{"requirements":"TARGET.Memory >= 4096 && TARGET.Place == \"DE\""}}"""), 3);
        Candidate[] machines = [Candidate(1, "[ Memory = 8192; Place = \"de\" ]"), Candidate(2, "[ Memory = 2048; Place = \"DE\" ]"), Candidate(3, "[ Memory = 8192 ]")];
        var round = Round([task], machines);
        round.Run().Select(match => match.Candidate.Worker).Should().Equal(SampleDeals.Worker(1));
        Round([task], machines[1..]).Unmet(10).Values.Should().ContainSingle().Which.Should().Match<Reason>(reason => reason.Kind == TaskReasons.RequirementsUnmet
            && reason.Text == "of 2 idle workers none fits: 0 of 2 machines match; TARGET.Memory >= 4096 is false of 1; TARGET.Place == \"DE\" is undefined of 1; without TARGET.Memory >= 4096 1 more would do");
    }

    [Fact]
    public void What_one_look_has_no_time_for_the_next_one_does()
    {
        var book = new DemandBook(PoolRules.None) { Budget = new(2) };
        book.Put(SampleDeals.Task("a", 0, """{"needs":{"requirements":"TARGET.Memory >= 4096"}}"""), 5);
        Candidate[] machines = [.. Enumerable.Range(1, 5).Select(number => Candidate(number, "[ Memory = 8192 ]"))];
        var served = new HashSet<Ethereum.Address>();
        for (var look = 0; look < 3; look++)
        {
            book.Budget.Refill();
            served.UnionWith(new AssignmentRound(book, [.. machines.Where(machine => !served.Contains(machine.Worker)).Select(Candidate)], new(new(), new(), null), new(), Now, new(7)).Run().Select(match => match.Candidate.Worker));
            served.Should().HaveCount(Math.Min(5, 2 * (look + 1)));
        }
    }

    [Fact]
    public void A_machine_whose_owner_does_not_want_a_task_is_left_alone()
    {
        var task = (SampleDeals.Task("a", 0), 2);
        Candidate[] machines = [Candidate(1, "[ Requirements = TARGET.Trust > 100 ]"), Candidate(2, "[ Requirements = TARGET.Trust <= 100 ]")];
        Round([task], machines).Run().Select(match => match.Candidate.Worker).Should().Equal(SampleDeals.Worker(2));
        Round([task], machines[..1]).Unmet(10).Values.Should().ContainSingle().Which.Kind.Should().Be(TaskReasons.OwnersRefuse);
    }

    [Fact]
    public void The_machines_that_a_task_ranks_highest_have_it_and_the_others_go_to_other_deals()
    {
        (OpenTask, int)[] demands = [(SampleDeals.Task("ranked", 0, """{"needs":{"rank":"TARGET.Score"}}"""), 2), (SampleDeals.Task("any", 0), 5)];
        Candidate[] machines = [.. Enumerable.Range(1, 5).Select(number => Candidate(number, $"[ Score = {number} ]"))];
        for (var seed = 0; seed < 20; seed++)
        {
            var matches = Round(demands, machines = [.. machines.Select(old => Candidate(old))], new(seed)).Run();
            matches.Should().HaveCount(5);
            var ranked = matches.Where(match => match.Choice is not null).ToList();
            ranked.Select(match => match.Candidate.Worker).Should().BeSubsetOf([SampleDeals.Worker(4), SampleDeals.Worker(5)]);
            ranked.Should().OnlyContain(match => match.Choice!.Contains("among the best 2 of 5 idle workers"));
        }
    }

    [Theory]
    [InlineData("fast", 1)]
    [InlineData("green", 3)]
    [InlineData("cheap", 2)]
    [InlineData("energy=1", 3)]
    public void What_the_requester_cares_for_decides_among_machines(string prefer, int expected)
    {
        Candidate[] machines = [Candidate(1, "[ Score = 1000; Watts = 300; Price = 3 ]"), Candidate(2, "[ Score = 300; Watts = 100; Price = 0.1 ]"), Candidate(3, "[ Score = 300; Watts = 20; Price = 2 ]")];
        for (var seed = 0; seed < 10; seed++)
        {
            var match = Round([(SampleDeals.Task("a", 0, $$$"""{"needs":{"prefer":"{{{prefer}}}"}}"""), 1)], [.. machines.Select(Candidate)], new(seed)).Run().Should().ContainSingle().Subject;
            match.Candidate.Worker.Should().Be(SampleDeals.Worker(expected));
            match.Choice.Should().StartWith($"of 3 idle workers for '{prefer}' {SampleDeals.Worker(expected)} is number 1");
        }
    }

    [Fact]
    public void Who_has_the_app_at_hand_is_preferred_by_those_who_care_for_locality()
    {
        var contents = new ContentBook();
        var earlier = SampleDeals.Task("earlier", 0, 0, SampleDeals.Replica(2, ReplicaState.Pledged) with { PledgedAt = Now });
        contents.Note(null, earlier);
        for (var seed = 0; seed < 10; seed++)
        {
            Candidate[] machines = [.. Enumerable.Range(1, 3).Select(number => Candidate(number, 1))];
            var match = Round([(SampleDeals.Task("a", 0, """{"needs":{"prefer":"locality=1"}}"""), 1)], machines, new(seed), contents: contents).Run().Should().ContainSingle().Subject;
            match.Candidate.Worker.Should().Be(SampleDeals.Worker(2));
            match.Choice.Should().Contain("locality +");
        }
    }

    [Fact]
    public void A_machine_that_is_not_among_the_best_has_the_task_once_it_is_the_only_idle_one() =>
        Round([(SampleDeals.Task("ranked", 0, """{"needs":{"rank":"TARGET.Score"}}"""), 1)], [Candidate(1, "[ Score = 1 ]"), Candidate(2, 0)]).Run().Should().ContainSingle();

    [Fact]
    public void A_rank_that_is_no_number_likes_all_the_same()
    {
        var random = new Random(3);
        var drawn = Enumerable.Range(0, 200)
            .Select(_ => Round([(SampleDeals.Task("a", 0, """{"needs":{"rank":"TARGET.Nothing"}}"""), 1)], [Candidate(1, "[]"), Candidate(2, "[]")], random).Run().Single().Candidate.Worker)
            .CountBy(worker => worker);
        drawn.Should().HaveCount(2).And.AllSatisfy(worker => worker.Value.Should().BeInRange(60, 140));
    }

    [Fact]
    public void An_owner_has_the_tasks_first_that_its_machine_ranks_highest()
    {
        (OpenTask, int)[] demands = [(SampleDeals.Task("wasm", 0), 1), (SampleDeals.Task("memory", 0, """{"needs":{"memory":1073741824}}"""), 1)];
        for (var seed = 0; seed < 20; seed++)
        {
            var machine = Candidate(1, "[ Rank = TARGET.RequestMemory ]", runtimes: new Runtime { Name = "wasm" });
            Round(demands, [machine], new(seed)).Run().Select(match => match.Open.Deal.Params.Length).Should().Equal(demands[1].Item1.Deal.Params.Length);
        }
    }

    [Fact]
    public void Of_a_deal_that_the_pool_refuses_no_task_is_given_out_and_it_says_which_clause_refuses()
    {
        var rules = new PoolRules { Requirements = "TARGET.Price >= 1 && TARGET.Category == 0" };
        var round = Round([(SampleDeals.Task("cheap", 0), 1)], [Candidate(1, 5)], rules: rules);
        round.Run().Should().BeEmpty();
        round.Unmet(10).Values.Should().ContainSingle().Which.Should().Match<Reason>(reason => reason.Kind == TaskReasons.PoolRefuses
            && reason.Text == "the pool's requirements are not true of the deal: TARGET.Price >= 1 is false");
    }

    [Fact]
    public void A_deal_that_was_begun_is_led_to_its_end_whatever_the_pool_takes_by_now() =>
        Round([(SampleDeals.Task("begun", 0, servedAt: 7), 1), (SampleDeals.Task("new", 0), 1)], [Candidate(1, 5)], rules: new() { Requirements = "false" })
            .Run().Should().ContainSingle().Which.Open.Deal.ServedAt.Should().Be(7);

    [Fact]
    public void The_pool_serves_the_deals_first_that_it_likes_best_and_those_that_it_likes_alike_in_turns()
    {
        (OpenTask, int)[] demands =
        [
            .. Enumerable.Range(0, 3).Select(index => (SampleDeals.Task("plain", (uint)index), 1)),
            .. Enumerable.Range(0, 2).Select(index => (SampleDeals.Task("large", (uint)index, """{"needs":{"memory":1048576}}"""), 1)),
            .. Enumerable.Range(0, 2).Select(index => (SampleDeals.Task("as large", (uint)index, """{"needs":{"memory":1048576,"hosts":"any"}}"""), 1)),
        ];
        var matches = Round(demands, [Candidate(1, 6, runtimes: new Runtime { Name = "wasm" })], rules: new() { Rank = "TARGET.RequestMemory" }).Run();
        matches.Select(match => match.Open.Deal.Params.Length == 0).Should().Equal(false, false, false, false, true, true);
        matches.Take(4).Select(match => match.Open.Deal.Id).Distinct().Should().HaveCount(2);
        matches[0].Open.Deal.Id.Should().NotBe(matches[1].Open.Deal.Id, "they take turns");
    }

    private const string AlikeParams = """{"needs":{"hosts":"processor"}}""";

    private static IEnumerable<Candidate> Machines(string processor, int first, int count, uint credit) =>
        Enumerable.Range(first, count).Select(number => Candidate(number, credit, processor: processor, runtimes: new Runtime { Name = "wasm" }));

    private static AssignmentRound Round(IReadOnlyList<(OpenTask Task, int Count)> demands, IReadOnlyList<Candidate> candidates, Random? random = null, PoolRules? rules = null, ContentBook? contents = null)
    {
        var book = new DemandBook(rules ?? PoolRules.None);
        foreach (var (task, count) in demands)
        {
            book.Put(task, count);
        }

        return new(book, candidates, new(new(), contents ?? new(), null), new(), Now, random ?? new(7));
    }

    private static Candidate Candidate(int number, string ad, params ReadOnlySpan<Runtime> runtimes) => Candidate(number, 1, 1_000_000, "", ad, runtimes);

    private static Candidate Candidate(Candidate old) => new(old.Session, old.Stake);

    private static Candidate Candidate(int number, uint credit, int stake = 1_000_000, string processor = "", params ReadOnlySpan<Runtime> runtimes) =>
        Candidate(number, credit, stake, processor, "", runtimes);

    private static Candidate Candidate(int number, uint credit, int stake, string processor, string ad, ReadOnlySpan<Runtime> runtimes)
    {
        var resources = new Resources { Slots = 100, Processor = processor, Ad = ad };
        resources.Runtimes.AddRange(runtimes.ToArray());
        var session = new WorkerSession(SampleDeals.Worker(number), "test", resources, TimeProvider.System);
        session.Beat(credit, []);
        return new(session, stake);
    }
}
