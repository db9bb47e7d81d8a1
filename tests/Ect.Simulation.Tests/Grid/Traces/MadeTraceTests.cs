using Ect.Simulation.Grid;
using Ect.Simulation.Grid.Traces;

namespace Ect.Simulation.Tests.Grid.Traces;

/// <summary>Traces that are made, not read.</summary>
public sealed class MadeTraceTests
{
    private static readonly Lifetime HalfAnHour = Lifetime.LogNormal(median: 1_800, sigma: 1);

    public static TheoryData<string> Kinds => ["owners", "spot"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Stays_are_in_order_within_the_trace_and_a_seed_makes_the_same(string kind)
    {
        var trace = Of(kind, 3);
        foreach (var node in trace.Nodes)
        {
            node.Up.Should().OnlyContain(time => time.Start >= 0 && time.End > time.Start && time.End <= trace.Seconds);
            node.Up.Zip(node.Up.Skip(1)).Should().OnlyContain(pair => pair.First.End < pair.Second.Start);
        }

        trace.Should().BeEquivalentTo(Of(kind, 3));
        trace.Nodes.SelectMany(node => node.Up).Should().NotEqual(Of(kind, 4).Nodes.SelectMany(node => node.Up));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Machines_go_together(string kind)
    {
        var goings = Of(kind, 3).Nodes.SelectMany(node => node.Up).GroupBy(time => time.End);
        goings.Max(going => going.Count()).Should().BeGreaterThan(10);
    }

    [Fact]
    public void From_another_moment_on_it_is_the_same_trace()
    {
        var trace = Of("owners", 3);
        trace.From(0).Should().BeEquivalentTo(trace);
        var later = trace.From(40_000);
        later.Nodes.Sum(node => node.UpSeconds).Should().BeApproximately(trace.Nodes.Sum(node => node.UpSeconds), 1e-3);
        foreach (var (before, after) in trace.Nodes.Zip(later.Nodes))
        {
            foreach (var moment in new[] { 41_000.0, 90_000, 130_000 })
            {
                IsUp(after, moment - 40_000).Should().Be(IsUp(before, moment));
            }

            IsUp(after, 10_000 + trace.Seconds - 40_000).Should().Be(IsUp(before, 10_000));
        }
    }

    private static bool IsUp(TraceNode node, double moment) => node.Up.Any(time => time.Start <= moment && moment < time.End);

    private static FailureTrace Of(string kind, int seed) => kind == "owners"
        ? OwnersJobs.Trace(64, 2, 900, HalfAnHour, 0.5, seed)
        : SpotMarket.Trace(100, 2, 6 * 3600, HalfAnHour, seed);
}
