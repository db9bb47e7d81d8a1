using System.Text.RegularExpressions;
using Ect.Contracts;
using Ect.Protocol.Lifecycles;
using Ect.Testing;

namespace Ect.Protocol.Tests.Lifecycles;

public sealed partial class LifecycleTests
{
    [Fact]
    public void The_drawing_of_the_chain_task_is_its_table() => DrawingOf(ChainTaskLifecycle.Table);

    [Fact]
    public void The_drawing_of_the_scheduler_task_is_its_table() => DrawingOf(TaskLifecycle.Table);

    [Fact]
    public void The_drawing_of_the_replica_is_its_table() => DrawingOf(ReplicaLifecycle.Table);

    [Fact]
    public void The_drawing_of_the_epoch_is_its_table() => DrawingOf(EpochLifecycle.Table);

    [Fact]
    public void The_drawing_of_the_path_is_its_table() => DrawingOf(TaskPathLifecycle.Table);

    [Fact]
    public void Every_state_is_reached_and_every_live_state_leads_to_an_end()
    {
        Connected(ChainTaskLifecycle.Table);
        Connected(TaskLifecycle.Table);
        Connected(ReplicaLifecycle.Table);
        Connected(EpochLifecycle.Table);
        Connected(TaskPathLifecycle.Table);
    }

    [Fact]
    public void A_settlement_is_seen_from_any_live_state()
    {
        foreach (var state in Enum.GetValues<TaskState>().Where(s => !TaskLifecycle.Table.IsTerminal(s)))
        {
            TaskLifecycle.Table.CanMove(state, TaskState.Completed).Should().BeTrue($"{state} may be completed by anybody");
            TaskLifecycle.Table.CanMove(state, TaskState.Failed).Should().BeTrue($"{state} may be claimed by anybody");
            TaskLifecycle.Table.CanMove(state, TaskState.Vanished).Should().BeTrue($"the deal of {state} may be re-organised away");
        }
    }

    [Fact]
    public void Ends_are_ends_unless_the_chain_reorganises()
    {
        Enum.GetValues<TaskState>().Where(TaskLifecycle.Table.IsTerminal).Should().BeEquivalentTo([TaskState.Completed, TaskState.Failed, TaskState.Vanished]);
        Enum.GetValues<ReplicaState>().Where(ReplicaLifecycle.Table.IsTerminal).Should().BeEquivalentTo([ReplicaState.Accepted, ReplicaState.Rejected, ReplicaState.Released]);
        Enum.GetValues<EpochState>().Where(EpochLifecycle.Table.IsTerminal).Should().BeEquivalentTo([EpochState.Settled, EpochState.Abandoned]);
        Enum.GetValues<EpochState>().Should().OnlyContain(state => !EpochLifecycle.IsLive(state) || !EpochLifecycle.Table.IsTerminal(state));
        Enum.GetValues<ChainTaskStatus>().Where(ChainTaskLifecycle.Table.IsTerminal).Should().BeEquivalentTo([ChainTaskStatus.Completed, ChainTaskStatus.Failed]);
    }

    [Theory]
    [InlineData(ReplicaState.Lost, ReplicaState.Committed, true)]
    [InlineData(ReplicaState.Committed, ReplicaState.Lost, true)]
    [InlineData(ReplicaState.Accepted, ReplicaState.Assigned, false)]
    [InlineData(ReplicaState.Assigned, ReplicaState.Assigned, false)]
    [InlineData(ReplicaState.Assigned, ReplicaState.Accepted, false)]
    [InlineData(ReplicaState.Lost, ReplicaState.Pledged, true)]
    [InlineData(ReplicaState.Pledged, ReplicaState.Accepted, false)]
    [InlineData(ReplicaState.Disclosed, ReplicaState.Accepted, true)]
    public void A_replica_moves_along_its_edges_only(ReplicaState from, ReplicaState to, bool expected) =>
        ReplicaLifecycle.Table.CanMove(from, to).Should().Be(expected);

    private static void DrawingOf<TState>(Lifecycle<TState> table)
        where TState : struct, Enum
    {
        var text = File.ReadAllText(RepositoryRoot.File("docs", "protocol.md"));
        var drawing = Drawing().Matches(text).Select(m => m.Groups["body"].Value).Single(body => body.Contains($"%% {typeof(TState).Name}\n", StringComparison.Ordinal));
        var drawn = Edge().Matches(drawing).Select(m => (m.Groups["from"].Value, m.Groups["to"].Value, m.Groups["trigger"].Value));

        drawn.Should().Equal(table.Transitions.Select(t => (t.From.ToString(), t.To.ToString(), t.Trigger)), "docs/protocol.md draws the table");
        drawing.Should().Contain($"[*] --> {table.Initial}\n");
    }

    private static void Connected<TState>(Lifecycle<TState> table)
        where TState : struct, Enum
    {
        foreach (var state in Enum.GetValues<TState>())
        {
            Reachable(table, table.Initial).Should().Contain(state);
            Reachable(table, state).Should().Contain(s => table.IsTerminal(s), $"{state} leads to an end");
        }

        table.Transitions.Select(t => (t.From, t.To)).Should().OnlyHaveUniqueItems();
    }

    private static HashSet<TState> Reachable<TState>(Lifecycle<TState> table, TState start)
        where TState : struct, Enum
    {
        var found = new HashSet<TState> { start };
        var open = new Queue<TState>([start]);
        while (open.TryDequeue(out var state))
        {
            foreach (var next in table.Transitions.Where(t => t.From.Equals(state)).Select(t => t.To).Where(found.Add))
            {
                open.Enqueue(next);
            }
        }

        return found;
    }

    [GeneratedRegex(@"```mermaid\nstateDiagram-v2\n(?<body>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Drawing();

    [GeneratedRegex(@"^  (?<from>\w+) --> (?<to>\w+): (?<trigger>.+)$", RegexOptions.Multiline)]
    private static partial Regex Edge();
}
