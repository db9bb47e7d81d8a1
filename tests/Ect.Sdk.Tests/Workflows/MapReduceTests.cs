using Ect.Sdk.Errors;
using Ect.Sdk.Workflows;

namespace Ect.Sdk.Tests.Workflows;

public sealed class MapReduceTests
{
    private static readonly MapReduce Sample = new() { Map = "0x01", Reduce = "0x02", Splits = $"{Flows.Cid}/{{index}}", Mappers = 4, Reducers = 2 };

    [Fact]
    public void It_is_a_workflow_of_two_steps_joined_by_a_shuffle()
    {
        var workflow = Sample.ToWorkflow();
        workflow.InOrder().Select(step => (step.Name, step.App, step.Tasks)).Should().Equal(("map", "0x01", 4u), ("reduce", "0x02", 2u));
        workflow["reduce"].Inputs["parts"].Should().Be(new StepInput.Results("map", "part-{index}"));
        workflow.Steps.Should().AllSatisfy(step => step.Env.Should().BeEquivalentTo(new Dictionary<string, string> { ["MAPPERS"] = "4", ["REDUCERS"] = "2" }));
    }

    [Fact]
    public void Counts_beyond_the_limits_are_refused()
    {
        (Sample with { Reducers = 0 }).Invoking(job => job.ToWorkflow()).Should().Throw<EctException>().WithMessage("*0 tasks*");
        (Sample with { Mappers = 4096, Reducers = 4096 }).Invoking(job => job.ToWorkflow()).Should().Throw<EctException>().WithMessage("*joins*");
    }
}
