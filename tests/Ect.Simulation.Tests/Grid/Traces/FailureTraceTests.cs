using Ect.Simulation.Grid;
using Ect.Simulation.Grid.Traces;

namespace Ect.Simulation.Tests.Grid.Traces;

public sealed class FailureTraceTests
{
    private const string Sample = """
        # event_id	component_id	node_id	platform_id	node_name	event_type	event_start_time	event_stop_time	event_end_reason
        1	1	7	1	host a	1	1000.5	1500	NULL
        2	1	7	1	host a	0	1500	1600	1
        3	1	7	1	host a	1	1600	3000.5	NULL

        4	1	8	1	host-b	0	1000.5	1200	2
        5	1	8	1	host-b	1	2000	2100	NULL
        6	2	8	1	host-b	1	1200	2050	NULL
        7	1	9	1	never	0	1000.5	3000.5	
        8	1	7	2	other	1	1100	1200
        """;

    [Fact]
    public void A_trace_tells_when_each_node_was_there()
    {
        var trace = Read(Sample);
        trace.Seconds.Should().Be(2000);
        trace.Nodes.Select(node => (node.Platform, node.Node)).Should().Equal((1, 7), (1, 8), (2, 7));
        trace.Nodes[0].Up.Should().Equal(new UpTime(0, 499.5), new UpTime(599.5, 2000));
        trace.Nodes[1].Up.Should().Equal(new[] { new UpTime(199.5, 1099.5) }, "overlapping times of a node's components are one");
        trace.Nodes[1].UpSeconds.Should().Be(900);
    }

    [Fact]
    public void Lines_may_end_as_on_Windows() =>
        Read(Sample.Replace("\n", "\r\n", StringComparison.Ordinal)).Nodes.Should().HaveCount(3);

    [Theory]
    [InlineData("1\t1\t7\t1\tx\t1\t10", "Line 2 of the trace: there are 7 columns; an event has 9 with a tab between them.")]
    [InlineData("1\t1\t7\t1\tx\t1\t10\t20\tr\tmore", "Line 2 of the trace: there are more columns; *")]
    [InlineData("1 1 7 1 x 1 10 20 r", "Line 2 of the trace: there are 1 columns; *")]
    [InlineData("1\t1\tx7\t1\tx\t1\t10\t20\tr", "Line 2 of the trace: node_id is 'x7'; it must be a whole number.")]
    [InlineData("1\t1\t7\t\tx\t1\t10\t20\tr", "Line 2 of the trace: platform_id is ''; *")]
    [InlineData("1\t1\t7\t1\tx\t2\t10\t20\tr", "Line 2 of the trace: event_type is '2'; it must be 0 (unavailable) or 1 (available).")]
    [InlineData("1\t1\t7\t1\tx\t1\tNaN\t20\tr", "Line 2 of the trace: event_start_time is 'NaN'; it must be a number of seconds.")]
    [InlineData("1\t1\t7\t1\tx\t1\t10\t1e300\tr", "Line 2 of the trace: event_stop_time is '1e300'; *")]
    [InlineData("1\t1\t7\t1\tx\t1\t20\t10\tr", "Line 2 of the trace: event_stop_time 10 is before event_start_time 20.")]
    public void A_malformed_line_is_named_with_its_number(string line, string message) =>
        FluentActions.Invoking(() => Read($"# comment\n{line}\n")).Should().Throw<FormatException>().WithMessage(message);

    [Theory]
    [InlineData("")]
    [InlineData("# only\n\n")]
    [InlineData("1\t1\t7\t1\tx\t0\t10\t20\tr")]
    [InlineData("1\t1\t7\t1\tx\t1\t10\t10\tr")]
    public void A_trace_in_which_nobody_is_there_is_refused(string text) =>
        FluentActions.Invoking(() => Read(text)).Should().Throw<FormatException>().WithMessage("The trace has no node that is ever available*");

    [Fact]
    public void Limits_hold()
    {
        FluentActions.Invoking(() => Read(Sample, new() { Events = 2 })).Should().Throw<FormatException>().WithMessage("Line 4 of the trace: the trace has more than 2 events; cut it.");
        FluentActions.Invoking(() => Read(Sample, new() { Nodes = 1 })).Should().Throw<FormatException>().WithMessage("Line 6 of the trace: the trace has more than 1 nodes; cut it.");
        FluentActions.Invoking(() => Read(Sample, new() { LineLength = 60 })).Should().Throw<FormatException>().WithMessage("Line 1 of the trace: it is longer than 60 characters.");
        FluentActions.Invoking(() => FailureTrace.Read(new EndlessLine(), null, TestContext.Current.CancellationToken)).Should().Throw<FormatException>().WithMessage("Line 1 *");
    }

    [Fact]
    public void Machines_come_and_go_as_the_nodes_did_and_again_from_the_beginning()
    {
        var pool = WorkerPool.Of(Read(Sample), Infrastructure.DesktopGrid, 1);
        var workers = pool.Copy();
        var turns = new List<double> { workers[1].TurnsAt };
        workers[1].IsUp.Should().BeFalse();
        for (var i = 0; i < 3; i++)
        {
            workers[1].IsUp = !workers[1].IsUp;
            turns.Add(pool.NextTurn(ref workers[1], 1, turns[^1]));
        }

        turns.Should().Equal(199.5, 1099.5, 2199.5, 3099.5);
        (workers[0].IsUp, workers[0].TurnsAt).Should().Be((true, 499.5));
        workers[0].Hazard.Should().BeApproximately(2 / 1900.0, 1e-12);
    }

    private static FailureTrace Read(string text, FailureTraceLimits? limits = null) =>
        FailureTrace.Read(new StringReader(text), limits, TestContext.Current.CancellationToken);

    private sealed class EndlessLine : TextReader
    {
        public override int Read(char[] buffer, int index, int count)
        {
            buffer.AsSpan(index, count).Fill('1');
            return count;
        }
    }
}
