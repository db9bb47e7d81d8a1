using Ect.Simulation.Grid.Studies;

namespace Ect.Simulation.Tests.Grid.Studies;

public sealed class ScaleStudyTests
{
    [Fact]
    public void Pools_and_queues_of_each_size_are_measured()
    {
        var report = ScaleStudy.Run(1, [30, 90], [200, 2_000], 300, TimeProvider.System, null, TestContext.Current.CancellationToken);
        report.Pools.Select(row => (row.Workers, row.Tasks)).Should().Equal((30, 300), (30, 300), (90, 450), (90, 450));
        report.Pools.Should().OnlyContain(row => row.Outcome.Unfinished == 0 && row.Outcome.Events >= row.Tasks && row.EventsPerSecond > 0);
        report.Decisions.Select(row => row.Queue).Should().Equal(200, 2_000);
        report.Decisions.Should().OnlyContain(row => row.Classes <= 95 && row.Grouped > TimeSpan.Zero && row.Sorted > TimeSpan.Zero);
        report.Decisions.Select(row => row.Pairwise is null).Should().Equal(false, true);
    }
}
