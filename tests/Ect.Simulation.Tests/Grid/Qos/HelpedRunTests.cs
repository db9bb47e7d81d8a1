using Ect.Protocol.Qos;
using Ect.Simulation.Grid;
using Ect.Simulation.Grid.Qos;
using Ect.Simulation.Grid.Traces;

namespace Ect.Simulation.Tests.Grid.Qos;

public sealed class HelpedRunTests
{
    private static readonly Infrastructure Plain = Infrastructure.DesktopGrid with { Speed = 1, SpeedSigma = 0 };
    private static readonly Infrastructure Helper = Infrastructure.Cloud with { Speed = 2, SpeedSigma = 0 };

    // One machine stays; the other goes after 150 s, in the midst of its second task.
    private static readonly WorkerPool Two = Machines([new(0, 100_000)], [new(0, 150), new(90_000, 100_000)]);
    private static readonly Workload Four = new([100, 100, 100, 100]);

    [Fact]
    public void A_lost_task_waits_until_it_is_missed()
    {
        var outcome = Play(Two, Four, Middleware.XtremWeb, null);
        outcome.Makespan.Should().Be(150 + 900 + 100);
        outcome.Ideal.Should().BeApproximately(1150 / 0.9, 1e-9, "nine tenths of four tasks are all of them");
        (outcome.Completions, outcome.Lost, outcome.Spent, outcome.HelpedAt).Should().Be((4, 1, 0.0, null));
        Play(Two, Four, Middleware.Ect, null).Makespan.Should().Be(150 + 12 + 100 + 38, "the other machine is at its second task until 200");
    }

    [Theory]
    [InlineData("7C-C-R")]
    [InlineData("7C-G-D")]
    public void A_helper_takes_the_lost_task_as_soon_as_the_server_looks(string strategy)
    {
        // Three of four are done at 200, the server looks at 240, and a helper of twice the speed takes 50 s.
        var outcome = Play(Two, Four, Middleware.XtremWeb, Plan(strategy, budgetShare: 1));
        outcome.Makespan.Should().Be(240 + 50);
        outcome.HelpedAt.Should().Be(240);
        (outcome.Budget * 3600).Should().BeApproximately(200, 1e-9, "helpers do the bag in 200 s");
        (outcome.Spent * 3600).Should().BeApproximately(50, 1e-9, "what is not used of the hour is not paid");
        outcome.Offloaded.Should().BeApproximately(0.25, 1e-9);
    }

    [Fact]
    public void Who_competes_for_what_waits_finds_nothing_to_do() =>
        Play(Two, Four, Middleware.XtremWeb, Plan("7C-G-F", budgetShare: 1)).Makespan.Should().Be(1150);

    [Fact]
    public void A_budget_that_does_not_last_is_spent_in_vain_and_no_more_than_it()
    {
        var outcome = Play(Two, Four, Middleware.XtremWeb, Plan("7C-C-R", budgetShare: 0.1));
        outcome.Makespan.Should().Be(1150);
        (outcome.Spent * 3600).Should().BeApproximately(20, 1e-9);
        outcome.SpentShare.Should().BeApproximately(1, 1e-9);
    }

    [Theory]
    [InlineData(true, 5_500)]
    [InlineData(false, 880)]
    public void A_task_that_was_bought_is_paid_even_if_the_pool_is_first(bool byTask, double spent)
    {
        // One of two tasks is done at 100, the server looks at 120, and the pool does the other one by 1,000.
        var plan = Plan("5C-G-D", budgetShare: 1) with { ByTask = byTask, Helpers = Helper with { Speed = 0.1 } };
        var outcome = Play(Machines([new(0, 100_000)], [new(0, 100_000)]), new([100, 1_000]), Middleware.XtremWeb, plan);
        outcome.Makespan.Should().Be(1_000);
        (outcome.Spent * 3600).Should().BeApproximately(spent, 1e-6);
    }

    [Fact]
    public void Two_results_of_different_machines_make_a_quorum()
    {
        Play(Machines([new(0, 1_000)], [new(0, 1_000)], [new(0, 1_000)]), new([100.0]), Middleware.Boinc, null).Makespan.Should().Be(100);
        var alone = Play(Machines([new(0, 1_000)]), new([100.0]), Middleware.Boinc, null);
        (alone.Completions, alone.IsOver).Should().Be((0, false), "one machine has one vote");
    }

    [Fact]
    public void A_helpers_duplicate_needs_no_quorum_and_its_copy_of_the_server_does()
    {
        var one = Machines([new(0, 100_000)]);
        Play(one, new([100.0, 100]), Middleware.Boinc, Plan("0C-G-D", budgetShare: 1)).IsOver.Should().BeTrue();
        Play(one, new([100.0, 100]), Middleware.Boinc, Plan("0C-G-R", budgetShare: 5)).IsOver.Should().BeTrue("the machine and a helper are two");
    }

    [Fact]
    public void A_machine_that_resumes_goes_on_where_it_was()
    {
        var away = Machines([new(0, 60), new(500, 10_000)]);
        Play(away, new([100.0]), Middleware.Boinc with { Copies = 1, Quorum = 1 }, null).Makespan.Should().Be(540);
        Play(away, new([100.0]), Middleware.XtremWeb, null).Makespan.Should().Be(60 + 900 + 100);
    }

    [Fact]
    public void An_idle_machine_gets_a_spare_of_what_takes_too_long()
    {
        // Seven tasks of 30 s are done one after the other; the slow machine would take 1,000 s for the eighth.
        var load = new Workload([.. Enumerable.Repeat(30.0, 8)]);
        var stays = Plain with { Up = Lifetime.Endless };
        var endless = WorkerPool.Of("mixed", [stays, stays with { Speed = 0.03 }], 2, 1);
        Play(endless, load, Middleware.Ect, null).Makespan.Should().BeLessThan(300);
        Play(endless, load, Middleware.Ect with { SpareAfter = double.PositiveInfinity }, null).Makespan.Should().BeApproximately(1_000, 1e-6);
    }

    [Fact]
    public void Every_task_is_done_once_within_the_budget_and_a_seed_finds_the_same()
    {
        var load = new Workload([.. Enumerable.Range(1, 300).Select(task => 200.0 + (7 * (task % 50)))], [.. Enumerable.Range(0, 300).Select(task => task < 100 ? 0.0 : task)]);
        foreach (var middleware in new[] { Middleware.Boinc, Middleware.XtremWeb, Middleware.Ect })
        {
            for (var seed = 0; seed < 3; seed++)
            {
                var pool = WorkerPool.Of("few", [Infrastructure.DesktopGrid], 40, seed);
                foreach (var plan in HelpStrategy.All.Select(strategy => new HelpPlan(strategy)).Prepend(null))
                {
                    var outcome = Play(pool, load, middleware, plan, seed);
                    var what = $"{middleware.Name} {plan?.Strategy} {seed}";
                    (outcome.IsOver, outcome.Completions).Should().Be((true, load.Count), what);
                    outcome.Spent.Should().BeInRange(0, outcome.Budget * (1 + 1e-9), what);
                    (outcome.Spent > 0).Should().Be(outcome.HelpedAt is not null, what);
                    (outcome.Offloaded * load.Work / 3600).Should().BeLessThanOrEqualTo(outcome.Spent * 3 * 1.3, what); // helpers' speeds vary a little
                    Play(pool, load, middleware, plan, seed).Should().BeEquivalentTo(outcome, what);
                }
            }
        }
    }

    [Fact]
    public void Without_money_help_changes_nothing()
    {
        var pool = WorkerPool.Of("few", [Infrastructure.DesktopGrid], 40, 5);
        var load = Workload.Random(5);
        Play(pool, load, Middleware.XtremWeb, Plan("9C-C-R", budgetShare: 0), 5).Curve!.Times
            .Should().Equal(Play(pool, load, Middleware.XtremWeb, null, 5).Curve!.Times);
    }

    [Fact]
    public void Until_help_is_bought_a_bag_goes_as_without()
    {
        var (pool, load) = (WorkerPool.Of("few", [Infrastructure.DesktopGrid], 40, 6), new Workload([.. Enumerable.Repeat(600.0, 400)]));
        var (without, with) = (Play(pool, load, Middleware.XtremWeb, null, 6), Play(pool, load, Middleware.XtremWeb, Plan("9C-G-R", budgetShare: 0.1), 6));
        with.Curve!.Times.Take(90).Should().Equal(without.Curve!.Times.Take(90));
        with.HelpedAt.Should().BeGreaterThanOrEqualTo(without.Curve!.Times[89]);
        with.Makespan.Should().BeLessThan(without.Makespan);
    }

    private static HelpPlan Plan(string strategy, double budgetShare) => new(HelpStrategy.Parse(strategy), budgetShare) { Helpers = Helper };

    private static WorkerPool Machines(UpTime[] first, UpTime[]? second = null, UpTime[]? third = null)
    {
        var times = new[] { first, second, third }.OfType<UpTime[]>().ToList();
        return WorkerPool.Of(new FailureTrace([.. times.Select((up, node) => new TraceNode(0, node, up))], times.Max(up => up[^1].End)), Plain, 1);
    }

    private static HelpedOutcome Play(WorkerPool pool, Workload load, Middleware middleware, HelpPlan? plan, int seed = 1) =>
        HelpedRun.Play(pool, load, middleware, plan, seed, TestContext.Current.CancellationToken);
}
