using Ect.Sdk.Errors;
using Ect.Sdk.Workflows;
using FsCheck.Xunit;

namespace Ect.Sdk.Tests.Workflows;

public sealed class WorkflowRulesTests
{
    private static readonly StepInput.Results FromA = new("a");

    public static TheoryData<string, Workflow> Broken => new()
    {
        { "0 steps; 1 to 64", new([]) },
        { "65 steps; 1 to 64", new([.. Enumerable.Range(0, 65).Select(i => Flows.Step($"s{i}", 1))]) },
        { "Two steps are named 'a'", new([Flows.Step("a", 1), Flows.Step("a", 2)]) },
        { "named 'a b'", new([Flows.Step("a b", 1)]) },
        { "Step 'a' names no app", new([Flows.Step("a", 1) with { App = "" }]) },
        { "Step 'a' has 0 tasks; 1 to 4096", new([Flows.Step("a", 0)]) },
        { "Step 'a' has 4097 tasks; 1 to 4096", new([Flows.Step("a", 4097)]) },
        { "does not say how many tasks", new([Flows.Step("a", 1) with { Tasks = null }]) },
        { "Step 'a' has trust 0", new([Flows.Step("a", 1) with { Trust = 0 }]) },
        { "20480 tasks in all; at most 16384", new([.. Enumerable.Range(0, 5).Select(i => Flows.Step($"s{i}", 4096))]) },
        { "Input 'in0' of step 'b' is from 'a', but there is no such step: the steps are 'b'", new([Flows.Step("b", 1, FromA)]) },
        { "circle: 'a' ← 'a'", new([Flows.Step("a", 1, FromA)]) },
        { "circle: 'a' ← 'b' ← 'a'", new([Flows.Step("c", 1, FromA), Flows.Step("a", 1, new StepInput.Results("b")), Flows.Step("b", 1, FromA)]) },
        { "the entry '../x'", new([Flows.Step("a", 1), Flows.Step("b", 1, new StepInput.Results("a", "../x"))]) },
        { "the entry 'x//y'", new([Flows.Step("a", 1), Flows.Step("b", 1, new StepInput.Results("a", "x//y"))]) },
        { "the entry '1/2/3/4/5/6/7/8/9'", new([Flows.Step("a", 1), Flows.Step("b", 1, new StepInput.Results("a", "1/2/3/4/5/6/7/8/9"))]) },
        { "'b' has 3 tasks and 'a' has 2", new([Flows.Step("a", 2), Flows.Step("b", 3, new StepInput.Results("a", "x", IsOwn: true))]) },
        { "leave out \"own\"", new([Flows.Step("a", 2), Flows.Step("b", 2, new StepInput.Results("a", "{index}", IsOwn: true))]) },
        { "joins 1048576 parts", new([Flows.Step("a", 1024), Flows.Step("b", 1024, new StepInput.Results("a", "{index}"))]) },
        { "Step 'a': Input 'in0' is no content id", new([Flows.Step("a", 1, new StepInput.Content("x"))]) },
        { "Step 'a': Environment name 'ECT_X'", new([Flows.Step("a", 1) with { Env = new Dictionary<string, string> { ["ECT_X"] = "" } }]) },
        { "Step 'a': Params have 10", new([Flows.Step("a", 1) with { Args = [.. Enumerable.Repeat(new string('x', 2000), 5)] }]) },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_broken_rule_is_named_with_step_and_value(string says, Workflow workflow)
    {
        var error = workflow.Invoking(flow => flow.Validate()).Should().Throw<EctException>().Which;
        error.Code.Should().Be(ErrorCode.InvalidFile);
        error.Message.Should().Contain(says);
    }

    [Property]
    public void Any_graph_without_circles_is_good_and_has_an_order(int seed)
    {
        var workflow = Flows.Random(seed);
        workflow.Validate();
        var order = workflow.InOrder().Select(step => step.Name).ToList();
        order.Should().BeEquivalentTo(workflow.Steps.Select(step => step.Name));
        workflow.Steps.Should().AllSatisfy(step => step.Dependencies.Should().OnlyContain(name => order.IndexOf(name) < order.IndexOf(step.Name)));
    }

    [Property]
    public void A_graph_with_a_circle_is_refused(int seed)
    {
        var steps = Flows.Random(seed).InOrder().ToArray();
        steps[0] = steps[0] with { Inputs = new Dictionary<string, StepInput> { ["last"] = new StepInput.Results(steps[^1].Name) } };
        for (var i = 1; i < steps.Length; i++)
        {
            steps[i] = steps[i] with { Inputs = new Dictionary<string, StepInput>(steps[i].Inputs) { ["before"] = new StepInput.Results(steps[i - 1].Name) } };
        }

        new Workflow(steps).Invoking(flow => flow.Validate()).Should().Throw<EctException>().WithMessage("*circle*");
    }
}
