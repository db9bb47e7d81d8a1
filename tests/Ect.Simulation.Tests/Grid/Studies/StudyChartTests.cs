using System.Xml.Linq;
using Ect.Simulation.Grid;
using Ect.Simulation.Grid.Studies;

namespace Ect.Simulation.Tests.Grid.Studies;

public sealed class StudyChartTests
{
    [Fact]
    public void Each_policy_has_a_dot_in_each_mix_and_an_interval_where_there_is_one()
    {
        var report = MultiCriteriaStudy.Run(1, 2, 20, 60, null, CancellationToken.None);
        Count(SchedulingChart.ToSvg(report), "circle").Should().Be(2 * report.Mixes.Count * PullPolicy.All.Count);
        var single = MultiCriteriaStudy.Run(1, 1, 20, 60, null, CancellationToken.None);
        Count(SchedulingChart.ToSvg(single), "circle").Should().Be(2 * report.Mixes.Count * PullPolicy.All.Count);
        Count(SchedulingChart.ToSvg(single), "line").Should().BeLessThan(Count(SchedulingChart.ToSvg(report), "line"));
    }

    [Fact]
    public void Each_pool_and_each_queue_has_a_dot()
    {
        var report = ScaleStudy.Run(1, [50, 100], [100], 200, TimeProvider.System, null, CancellationToken.None);
        Count(ScaleChart.ToSvg(report), "circle").Should().Be(report.Pools.Count + 3);
    }

    private static int Count(string svg, string element) => XDocument.Parse(svg).Descendants().Count(node => node.Name.LocalName == element);
}
