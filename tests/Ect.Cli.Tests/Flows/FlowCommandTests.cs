using Ect.Cli.Frame;

namespace Ect.Cli.Tests.Flows;

public sealed class FlowCommandTests
{
    [Fact]
    public async Task A_good_workflow_is_shown_in_the_order_in_which_it_is_bought()
    {
        using var cli = new Cli();
        var file = cli.WriteFile("flow.json", """{"ect":"flow/1","steps":[{"name":"sum","app":"adder","tasks":2,"inputs":{"parts":{"from":"count","entry":"part-{index}"}}},{"name":"count","app":"counter","inputs":{"split":{"each":"."}}}]}""");
        var steps = (await cli.JsonAsync("flow", "check", file)).GetProperty("steps");
        steps.EnumerateArray().Select(step => step.GetProperty("name").GetString()).Should().Equal("count", "sum");
        steps[1].GetProperty("after")[0].GetString().Should().Be("count");
        (await cli.RunAsync("flow", "check", file)).Out.Should().Contain("one for each entry");
    }

    [Theory]
    [InlineData("""{"ect":"flow/1","steps":[{"name":"a","app":"x","tasks":1,"inputs":{"i":{"from":"a"}}}]}""", "invalid_file", "'a' ← 'a'")]
    [InlineData("""{"ect":"flow/1","steps":[{"name":"a","app":"x","tasks":1,"inputs":{"i":{"from":"b"}}}]}""", "invalid_file", "no such step")]
    [InlineData("""{"ect":"flow/1","steps":[{"name":"a","app":"x","tasks":5000}]}""", "invalid_file", "5000 tasks; 1 to 4096")]
    [InlineData("""{"ect":"flow/1","steps":[{"name":"a","app":"x","tasks":1,"inputs":{"i":{"path":"nowhere.txt"}}}]}""", "file_not_found", "Input 'i' of step 'a' is 'nowhere.txt'")]
    [InlineData("""{"ect":"flow/1","steps":[{"name":"a","app":"x","inputs":{"i":{"each":"flow.json"}}}]}""", "file_not_found", "no such folder")]
    [InlineData("not json", "invalid_file", "no workflow")]
    public async Task What_is_wrong_is_said_before_anything_is_bought(string text, string code, string says)
    {
        using var cli = new Cli();
        var failure = await cli.FailureAsync("flow", "check", cli.WriteFile("flow.json", text));
        failure.Code.Should().Be(code);
        failure.Message.Should().Contain(says);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_named()
    {
        using var cli = new Cli();
        (await cli.FailureAsync("flow", "check", "/nowhere/flow.json")).Code.Should().Be("file_not_found");
        (await cli.RunAsync("mapreduce", "--map", "a")).Exit.Should().Be(ExitCode.Usage);
    }
}
