using Ect.Protocol.Preferences;
using Ect.Simulation.Grid;

namespace Ect.Simulation.Tests.Grid;

public sealed class PullSchedulerTests
{
    private static readonly WorkerPool Pool = WorkerPool.Of("all", [Infrastructure.DesktopGrid, Infrastructure.BestEffort, Infrastructure.Cloud], 60, 1);
    private static readonly Bag Tasks = Bag.Of(Bag.Everybody, 700, 1);
    private static readonly PoolKnowledge Knowledge = new(Pool, Tasks);

    [Fact]
    public void Ranking_classes_is_ranking_every_task()
    {
        foreach (var policy in PullPolicy.All.Where(policy => policy.Criteria.Count > 0))
        {
            var scheduler = new PullScheduler(policy, Tasks, Knowledge);
            for (var worker = 0; worker < 12; worker++)
            {
                var table = new ScoreTable(policy.Criteria.Count, Tasks.Count);
                for (var task = 0; task < Tasks.Count; task++)
                {
                    table.Add(scheduler.Scores(Tasks.Class[task], Pool.Workers[worker], worker));
                }

                var net = new double[Tasks.Count];
                scheduler.Promethee!.NetFlows(table, net);
                var kind = scheduler.Pick(new(Tasks), Pool.Workers[worker], worker);
                var picked = Tasks.Class.IndexOf((ushort)kind);
                net[picked].Should().BeApproximately(net.Max(), 1e-9, policy.Name);
            }
        }
    }

    [Fact]
    public void First_come_is_first_served_and_one_criterion_takes_its_best()
    {
        Picked(PullPolicy.Fcfs, 0).Should().Be(Tasks.Class[0]);
        var shortest = Tasks.Class.ToArray().Min(kind => Tasks.Classes[kind].Size);
        Tasks.Classes[Picked(PullPolicy.Time, 0)].Size.Should().Be(shortest);
        Tasks.Class.ToArray().Min(Impact).Should().Be(Impact((ushort)Picked(PullPolicy.Error, 0)));

        double Impact(ushort kind) => Tasks.Classes[kind].Size * Tasks.Buyers[Tasks.Classes[kind].Buyer].Value;
    }

    [Fact]
    public void The_papers_criteria_pick_the_same_for_every_machine() =>
        Enumerable.Range(0, 60).Select(worker => Picked(PullPolicy.MultiCriteria, worker)).Distinct().Should().ContainSingle("for one machine they differ by factors alone");

    [Fact]
    public void Directions_turn_the_order_around()
    {
        var sizes = Tasks.Class.ToArray().Select(kind => Tasks.Classes[kind].Size).ToList();
        var picked = PullPolicy.Readings.ToDictionary(policy => policy.Name, policy => Tasks.Classes[Picked(policy, 0)]);
        picked["longest first"].Size.Should().Be(sizes.Max());
        picked["long, large error"].Size.Should().BeGreaterThan(sizes.Max() / 2);
        picked["short, large error"].Size.Should().BeLessThan(sizes.Max() / 2);
        Tasks.Buyers[picked["long, large error"].Buyer].Value.Should().BeGreaterThan(Tasks.Buyers[picked["long, small error"].Buyer].Value);
    }

    [Fact]
    public void Matching_gives_short_tasks_to_machines_that_go_and_long_ones_to_those_that_stay()
    {
        var sizes = Enumerable.Range(0, 60).Select(worker => (Kind: Pool.Workers[worker].Kind, Tasks.Classes[Picked(PullPolicy.Matching, worker)].Size)).ToList();
        var desktop = sizes.Where(picked => picked.Kind == 0).Average(picked => picked.Size);
        var cloud = sizes.Where(picked => picked.Kind == 2).Average(picked => picked.Size);
        cloud.Should().BeGreaterThan(desktop * 3);
    }

    [Fact]
    public void Matching_gives_machines_to_whom_they_suit()
    {
        var suited = Enumerable.Range(0, 60).Average(worker => Knowledge.Suitability(worker, Tasks.Classes[Picked(PullPolicy.Matching, worker)].Buyer));
        suited.Should().BePositive();
        for (var buyer = 0; buyer < Tasks.Buyers.Count; buyer++)
        {
            Enumerable.Range(0, 60).Average(worker => Knowledge.Suitability(worker, buyer)).Should().BeApproximately(0, 1e-6, "flows sum to nothing");
        }
    }

    [Fact]
    public void A_second_decision_allocates_nothing()
    {
        var scheduler = new PullScheduler(PullPolicy.MultiCriteria, Tasks, Knowledge);
        var pending = new PendingTasks(Tasks);
        scheduler.Pick(pending, Pool.Workers[0], 0);
        var before = GC.GetAllocatedBytesForCurrentThread();
        scheduler.Pick(pending, Pool.Workers[1], 1);
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    private static int Picked(PullPolicy policy, int worker) => new PullScheduler(policy, Tasks, Knowledge).Pick(new(Tasks), Pool.Workers[worker], worker);
}
