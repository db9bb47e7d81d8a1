using Ect.Cli.Frame;

namespace Ect.Cli.Tests.Matchmaking;

public sealed class CompileCommandTests
{
    [Fact]
    public async Task An_expression_is_compiled_for_contracts()
    {
        using var cli = new Cli();
        (await cli.RunAsync("classad", "compile", "true && 7 > 2")).Out.Should().Be("0x03040000000000000007040000000000000002" + "1c10\n");
        var document = await cli.JsonAsync("classad", "compile", "MY.Need * 2", "--ad", "[ Need = 3 ]");
        document.GetProperty("program").GetString().Should().Be("0x04000000000000000304000000000000000222");
        document.GetProperty("bytes").GetInt32().Should().Be(19);
    }

    [Fact]
    public async Task What_contracts_do_not_have_is_refused_at_its_place()
    {
        using var cli = new Cli();
        var run = await cli.RunAsync("classad", "compile", "TARGET.Memory > 1 && size(TARGET.Name) > 2");
        run.Exit.Should().Be(ExitCode.Usage);
        run.Error.Should().Contain("size(TARGET.Name): there are no functions on chain (line 1, column 22)").And.Contain(new string(' ', 21) + "^");
        (await cli.FailureAsync("classad", "compile", "TARGET.Load < 0.5")).Message.Should().Contain("numbers on chain are integers");
        (await cli.FailureAsync("classad", "compile", "Workers >= 2")).Message.Should().Contain("of the pool it is TARGET.Workers (line 1, column 1)");
        (await cli.FailureAsync("classad", "compile", "TARGET.Memory >= MY.Need", "--ad", "[ Cpus = 2 ]")).Message.Should().Contain("MY.Need: the own ad says no such thing");
        (await cli.FailureAsync("classad", "compile", "TARGET.Load <")).Code.Should().Be("invalid_value");
    }

    [Fact]
    public async Task A_network_from_before_there_was_a_matchmaker_says_so()
    {
        using var cli = new Cli();
        cli.WriteNetwork();
        var (exit, code, message) = await cli.FailureAsync("pool", "find");
        exit.Should().Be(ExitCode.NotFound);
        code.Should().Be("no_matchmaker");
        message.Should().Contain("'local'");
    }

    [Fact]
    public async Task What_cannot_be_asked_is_refused_before_anybody_is_asked()
    {
        using var cli = new Cli();
        cli.WriteNetwork(); // where nothing answers
        (await cli.FailureAsync("pool", "find", "--requirements", "regexp(\"x\", TARGET.Name)")).Message.Should().Contain("no functions on chain").And.Contain("column 1");
        (await cli.FailureAsync("pool", "find", "--rank", "TARGET.Score / 2.0")).Message.Should().Contain("rank").And.Contain("integers");
        (await cli.FailureAsync("pool", "find", "--policy", "best")).Code.Should().Be("usage");
        (await cli.FailureAsync("pool", "find", "--policy", "cheapest", "--rank", "1")).Code.Should().Be("usage");
        (await cli.FailureAsync("pool", "find", "--most", "0")).Message.Should().Contain("1 to 500");
        (await cli.FailureAsync("pool", "describe", "garage", "--withdraw", "--set", "x=1")).Code.Should().Be("usage");
        (await cli.FailureAsync("pool", "describe", "garage", "--replace")).Code.Should().Be("usage");
        (await cli.FailureAsync("pool", "describe", "garage", "--set", "Load=0.5")).Message.Should().Contain("integers of 64 bits");
        (await cli.FailureAsync("pool", "describe", "garage", "--ad", "[ Region = Nothing ]")).Message.Should().Contain("Region of the ad is undefined");
    }
}
