using Ect.Sdk.Errors;
using Ect.Sdk.Workflows;
using FsCheck.Xunit;

namespace Ect.Sdk.Tests.Workflows;

public sealed class WorkflowJsonTests
{
    private const string Sample = """
        {"ect":"flow/1","steps":[
          {"name":"reduce","app":"sum","tasks":2,"trust":2,"maxPrice":"1.5","inputs":{"parts":{"from":"map","entry":"part-{index}"}}},
          {"name":"map","app":"count","args":["-v"],"env":{"B":"2","A":"1"},"inputs":{"split":{"each":"splits"},"stop":{"path":"stop.txt"},"more":{"content":"CID/x"}}}]}
        """;

    [Fact]
    public void Every_member_is_read()
    {
        var workflow = WorkflowJson.Parse(Sample.Replace("CID", Flows.Cid, StringComparison.Ordinal));

        workflow["reduce"].Should().BeEquivalentTo(new { App = "sum", Tasks = 2u, Trust = 2, MaxPrice = System.Numerics.BigInteger.Parse("1500000000000000000", System.Globalization.CultureInfo.InvariantCulture), Dependencies = new[] { "map" } });
        workflow["reduce"].Inputs["parts"].Should().Be(new StepInput.Results("map", "part-{index}"));
        workflow["map"].Tasks.Should().BeNull();
        workflow["map"].Args.Should().Equal("-v");
        workflow["map"].Inputs.Should().BeEquivalentTo(new Dictionary<string, StepInput>
        {
            ["split"] = new StepInput.UploadEach("splits"),
            ["stop"] = new StepInput.Upload("stop.txt"),
            ["more"] = new StepInput.Content($"{Flows.Cid}/x"),
        }, options => options.ComparingRecordsByValue());
    }

    [Theory]
    [InlineData("null", "not null")]
    [InlineData("{}", "must be 'flow/1'")]
    [InlineData("[]", "no workflow")]
    [InlineData("""{"ect":"flow/2","steps":[]}""", "'flow/2'")]
    [InlineData("""{"ect":"flow/1","steps":[],"more":1}""", "more")]
    [InlineData("""{"ect":"flow/1","steps":[{"name":"a","app":"b","task":1}]}""", "task")]
    [InlineData("""{"ect":"flow/1","steps":[{"name":"a","app":"b","tasks":-1}]}""", "tasks")]
    [InlineData("""{"ect":"flow/1","steps":[{"name":"a","app":"b","tasks":1,"maxPrice":"much"}]}""", "maxPrice 'much'")]
    [InlineData("""{"ect":"flow/1","steps":[{"name":"a","app":"b","tasks":1,"inputs":{"x":{}}}]}""", "exactly one of")]
    [InlineData("""{"ect":"flow/1","steps":[{"name":"a","app":"b","tasks":1,"inputs":{"x":{"path":"p","from":"a"}}}]}""", "exactly one of")]
    [InlineData("""{"ect":"flow/1","steps":[{"name":"a","app":"b","tasks":1,"inputs":{"x":{"path":"p","entry":"e"}}}]}""", "exactly one of")]
    public void What_is_no_workflow_is_refused_with_the_reason(string text, string says)
    {
        var error = FluentActions.Invoking(() => WorkflowJson.Parse(text)).Should().Throw<EctException>().Which;
        error.Code.Should().Be(ErrorCode.InvalidFile);
        error.Message.Should().Contain(says);
    }

    [Property]
    public void What_is_written_reads_as_the_same_and_is_written_the_same(int seed)
    {
        var text = WorkflowJson.Write(Flows.Random(seed));
        WorkflowJson.Write(WorkflowJson.Parse(text)).Should().Be(text);
    }
}
