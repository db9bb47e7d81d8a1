using System.Xml.Linq;
using Ect.Cli.Frame;

namespace Ect.Cli.Tests.Sim;

public sealed class SchedulingCommandTests
{
    private const int Stays = 40;

    [Fact]
    public async Task A_trace_is_played_under_every_policy_and_drawn()
    {
        using var cli = new Cli();
        var trace = cli.WriteFile("event_trace.tab", "# event_id ...\n" + string.Concat(Enumerable.Range(0, 60).SelectMany(Node)));
        var picture = Path.Combine(Path.GetDirectoryName(trace)!, "scheduling.svg");
        var document = await cli.JsonAsync("sim", "scheduling", "--trace", trace, "--runs", "2", "--out", picture);

        document.GetProperty("workers").GetInt32().Should().Be(60);
        var mix = document.GetProperty("mixes").EnumerateArray().Should().ContainSingle().Subject;
        mix.GetProperty("machines").GetString().Should().Be("event_trace.tab");
        mix.GetProperty("policies").EnumerateArray().Select(policy => policy.GetProperty("name").GetString()).Should().Equal("first come", "time alone", "error alone", "multi-criteria", "longest first", "long, small error", "long, large error", "short, large error", "matching");
        mix.GetProperty("policies").EnumerateArray().Should().OnlyContain(policy => policy.GetProperty("makespanHours").GetProperty("mean").GetDouble() > 0);
        XDocument.Load(picture).Descendants().Count(element => element.Name.LocalName == "circle").Should().Be(18, "two dots for each policy");
        (await cli.RunAsync("sim", "scheduling", "--trace", trace, "--runs", "2")).Out.Should().Contain("makespan").And.Contain("multi-criteria");
    }

    [Fact]
    public async Task What_is_no_trace_is_refused_with_the_line()
    {
        using var cli = new Cli();
        var trace = cli.WriteFile("event_trace.tab", "1\t1\t1\t1\tn1\t2\t0\t100\tnone\n");
        var failure = await cli.FailureAsync("sim", "scheduling", "--trace", trace);
        failure.Code.Should().Be("invalid_file");
        failure.Message.Should().Contain("Line 1").And.Contain("event_type is '2'");
        (await cli.FailureAsync("sim", "scheduling", "--trace", trace, "--machines", "mainframe")).Code.Should().Be("invalid_value");
        (await cli.FailureAsync("sim", "scheduling", "--trace", "/nowhere/at/all")).Code.Should().Be("file_not_found");
        (await cli.RunAsync("sim", "scheduling", "--runs", "1")).Exit.Should().Be(ExitCode.Usage);
    }

    // A machine that stays a day and is away for an hour, again and again.
    private static IEnumerable<string> Node(int node) => Enumerable.Range(0, Stays).Select(stay =>
        $"{(node * Stays) + stay}\t1\t{node}\t1\tn{node}\t1\t{stay * 90_000}\t{(stay * 90_000) + 86_400}\tnone\n");
}
