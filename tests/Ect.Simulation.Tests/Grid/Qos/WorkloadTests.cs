using Ect.Simulation.Grid.Qos;

namespace Ect.Simulation.Tests.Grid.Qos;

public sealed class WorkloadTests
{
    [Fact]
    public void The_papers_bags_have_its_sizes()
    {
        (Workload.Small().Count, Workload.Small().Work).Should().Be((1_000, 3_600_000.0));
        (Workload.Big().Count, Workload.Big().Work).Should().Be((10_000, 600_000.0));
        var random = Enumerable.Range(0, 200).Select(Workload.Random).ToList();
        random.Average(load => load.Count).Should().BeInRange(950, 1_050);
        random.Average(load => load.Work / load.Count).Should().BeInRange(59.5, 60.5);

        // The mean of the gaps is 91.98 s · Γ(1 + 1/0.57).
        random.Average(load => load.Submitted[^1] / (load.Count - 1)).Should().BeInRange(145, 152);
    }

    [Fact]
    public void Tasks_are_submitted_in_order_and_a_seed_makes_the_same()
    {
        var load = Workload.Random(3);
        load.Submitted.ToArray().Should().BeInAscendingOrder().And.StartWith(0.0);
        load.Submitted.ToArray().Should().Equal(Workload.Random(3).Submitted.ToArray());
        load.Size.ToArray().Should().OnlyContain(size => size >= 1).And.Equal(Workload.Random(3).Size.ToArray());
    }

    [Fact]
    public void Each_task_needs_a_time() =>
        FluentActions.Invoking(() => new Workload([1, 2], [0])).Should().Throw<ArgumentOutOfRangeException>();
}
