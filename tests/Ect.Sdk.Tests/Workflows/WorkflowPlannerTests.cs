using Ect.Sdk.Workflows;
using FsCheck.Xunit;

namespace Ect.Sdk.Tests.Workflows;

public sealed class WorkflowPlannerTests
{
    [Fact]
    public void Independent_steps_are_bought_side_by_side_and_the_others_wait()
    {
        var workflow = new Workflow([Flows.Step("c", 1, new StepInput.Results("a"), new StepInput.Results("b")), Flows.Step("a", 1), Flows.Step("b", 1)]);
        Moves(workflow).Should().Equal(("a", StepMove.Sign), ("b", StepMove.Sign));
        Moves(workflow, ("a", StepStatus.Done)).Should().Equal(("b", StepMove.Sign));
        Moves(workflow, ("a", StepStatus.Done), ("b", StepStatus.Requested)).Should().Equal(("b", StepMove.Match));
        Moves(workflow, ("a", StepStatus.Done), ("b", StepStatus.Bought)).Should().Equal(("b", StepMove.Follow));
        Moves(workflow, ("a", StepStatus.Done), ("b", StepStatus.Done)).Should().Equal(("c", StepMove.Sign));
        Moves(workflow, ("a", StepStatus.Failed), ("b", StepStatus.Bought)).Should().Equal(("c", StepMove.Skip), ("b", StepMove.Follow));
        Moves(workflow, ("a", StepStatus.Done), ("b", StepStatus.Done), ("c", StepStatus.Done)).Should().BeEmpty();
    }

    [Property]
    public void Any_graph_ends_whatever_fails_and_no_step_comes_before_what_it_reads(int seed)
    {
        var (workflow, random) = (Flows.Random(seed), new Random(seed));
        var states = workflow.Steps.ToDictionary(step => step.Name, _ => StepState.Initial);
        var moves = 0;
        while (WorkflowPlanner.Decide(workflow, states) is { Count: > 0 } open)
        {
            var (step, move) = open[random.Next(open.Count)];
            if (move == StepMove.Sign)
            {
                step.Dependencies.Should().OnlyContain(name => states[name].Status == StepStatus.Done);
            }

            var to = move switch
            {
                StepMove.Sign => StepStatus.Requested,
                StepMove.Match => StepStatus.Bought,
                StepMove.Follow => random.Next(4) == 0 ? StepStatus.Failed : StepStatus.Done,
                _ => StepStatus.Skipped,
            };
            StepLifecycle.Allows(states[step.Name].Status, to).Should().BeTrue();
            states[step.Name] = states[step.Name] with { Status = to };
            (++moves).Should().BeLessThanOrEqualTo(3 * workflow.Steps.Count);
        }

        states.Values.Should().OnlyContain(state => StepLifecycle.IsFinal(state.Status));
        states.Where(state => state.Value.Status == StepStatus.Skipped).Should().AllSatisfy(skipped =>
            workflow[skipped.Key].Dependencies.Should().Contain(name => states[name].Status == StepStatus.Failed || states[name].Status == StepStatus.Skipped));
    }

    [Fact]
    public void What_has_ended_stays_as_it_is()
    {
        foreach (var from in Enum.GetValues<StepStatus>().Where(StepLifecycle.IsFinal))
        {
            Enum.GetValues<StepStatus>().Should().NotContain(to => StepLifecycle.Allows(from, to));
        }
    }

    private static IEnumerable<(string, StepMove)> Moves(Workflow workflow, params (string Name, StepStatus Status)[] known)
    {
        var states = workflow.Steps.ToDictionary(step => step.Name, _ => StepState.Initial);
        foreach (var (name, status) in known)
        {
            states[name] = new StepState(status);
        }

        return WorkflowPlanner.Decide(workflow, states).Select(next => (next.Step.Name, next.Move));
    }
}
