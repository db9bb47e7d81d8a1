using Ect.Simulation.Grid;
using Ect.Simulation.Grid.Traces;

namespace Ect.Simulation.Tests.Grid;

public sealed class GridRunTests
{
    [Fact]
    public void One_machine_that_stays_does_one_task_after_the_other()
    {
        var pool = WorkerPool.Of("one", [Infrastructure.Cloud], 1, 3);
        var bag = Bag.Of(Bag.Everybody, 50, 3);
        foreach (var policy in PullPolicy.All)
        {
            var outcome = Play(pool, bag, policy);
            var worker = pool.Workers[0];
            var seconds = bag.Size.ToArray().Sum(size => (double)size) / worker.Speed;
            outcome.Makespan.Should().BeApproximately(seconds, seconds * 1e-9);
            outcome.Cost.Should().BeApproximately(seconds * worker.Price, 1e-9);
            outcome.Energy.Should().BeApproximately(seconds * worker.Watts, seconds * 1e-6);
            outcome.ErrorImpact.Should().BeApproximately(worker.ErrorRate * Enumerable.Range(0, 50).Sum(task => bag.Size[task] * bag.Buyers[bag.Classes[bag.Class[task]].Buyer].Value), 1e-9);
            (outcome.Interrupted, outcome.Unfinished, outcome.Events).Should().Be((0, 0, 50));
        }
    }

    [Fact]
    public void First_come_on_machines_that_stay_is_a_list_schedule()
    {
        var pool = WorkerPool.Of("few", [Infrastructure.Cloud], 7, 5);
        var bag = Bag.Of(Bag.Everybody, 300, 5);
        var free = Enumerable.Range(0, 7).Select(_ => 0.0).ToArray();
        foreach (var size in bag.Size)
        {
            var next = Array.IndexOf(free, free.Min());
            free[next] += size / pool.Workers[next].Speed;
        }

        Play(pool, bag, PullPolicy.Fcfs).Makespan.Should().BeApproximately(free.Max(), 1e-6);
    }

    [Fact]
    public void Every_task_is_finished_on_machines_that_come_and_go()
    {
        var pool = WorkerPool.Of("desktops", [Infrastructure.DesktopGrid], 40, 2);
        var bag = Bag.Of(Bag.Everybody, 400, 2);
        foreach (var policy in PullPolicy.All)
        {
            var outcome = Play(pool, bag, policy);
            outcome.Unfinished.Should().Be(0);
            outcome.Interrupted.Should().BePositive();
            outcome.Events.Should().BeGreaterThan(400 + outcome.Interrupted);
            outcome.Makespan.Should().BeLessThan(GridRun.LongestRun);
            outcome.Should().Be(Play(pool, bag, policy), "the same seed finds the same");
        }
    }

    [Fact]
    public void The_shortest_first_finishes_tasks_sooner_on_average()
    {
        var pool = WorkerPool.Of("few", [Infrastructure.Cloud], 5, 4);
        var bag = Bag.Of(Bag.Everybody, 400, 4);
        Play(pool, bag, PullPolicy.Time).MeanCompletion.Should().BeLessThan(Play(pool, bag, PullPolicy.Fcfs).MeanCompletion * 0.75);
    }

    [Fact]
    public void A_task_that_outlasts_every_stay_is_never_finished()
    {
        var trace = FailureTrace.Read(new StringReader("1\t1\t1\t1\tx\t1\t0\t5\tr\n2\t1\t1\t1\tx\t0\t5\t86400\tr"), null, TestContext.Current.CancellationToken);
        var outcome = Play(WorkerPool.Of(trace, Infrastructure.DesktopGrid, 1), Bag.Of(Bag.Everybody, 3, 1), PullPolicy.MultiCriteria);
        (outcome.Unfinished, outcome.Interrupted, outcome.Cost).Should().Be((3, 365, 0.0));
        outcome.Energy.Should().BePositive("what is lost was computed");
    }

    [Fact]
    public void Events_allocate_nothing()
    {
        var bag = Bag.Of(Bag.Everybody, 1_000, 6);
        var (quiet, few) = Allocated([Infrastructure.Cloud]);
        var (busy, many) = Allocated([Infrastructure.DesktopGrid]);
        many.Should().BeGreaterThan(few + 1_000);
        (busy - quiet).Should().BeLessThan(24 * 300, "not even every third of the further events made the smallest object");

        (long Bytes, long Events) Allocated(IReadOnlyList<Infrastructure> kinds)
        {
            var pool = WorkerPool.Of("any", kinds, 100, 6);
            var knowledge = new PoolKnowledge(pool, bag);
            GridRun.Play(pool, bag, knowledge, PullPolicy.MultiCriteria, 6, TestContext.Current.CancellationToken);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var outcome = GridRun.Play(pool, bag, knowledge, PullPolicy.MultiCriteria, 6, TestContext.Current.CancellationToken);
            return (GC.GetAllocatedBytesForCurrentThread() - before, outcome.Events);
        }
    }

    private static GridOutcome Play(WorkerPool pool, Bag bag, PullPolicy policy) => GridRun.Play(pool, bag, new(pool, bag), policy, 1, TestContext.Current.CancellationToken);
}
