using System.Xml.Linq;
using Ect.Cli.Frame;

namespace Ect.Cli.Tests.Sim;

public sealed class QosCommandTests
{
    private const int Stays = 40;

    [Fact]
    public async Task A_trace_is_played_with_every_strategy_and_drawn()
    {
        using var cli = new Cli();
        var trace = cli.WriteFile("event_trace.tab", string.Concat(Enumerable.Range(0, 60).SelectMany(Node)));
        var picture = Path.Combine(Path.GetDirectoryName(trace)!, "qos.svg");
        var run = await cli.RunAsync("sim", "qos", "--trace", trace, "--runs", "3", "--out", picture);

        run.Exit.Should().BeOneOf(ExitCode.Ok, ExitCode.Failure);
        run.Out.Should().Contain("9C-C-R").And.Contain("paper says").And.Contain("With ECT's scheduler").And.Contain("event_trace.tab");
        XDocument.Load(picture).Descendants().Count(element => element.Name.LocalName == "circle").Should().BeGreaterThan(18);
    }

    [Fact]
    public async Task Too_few_runs_and_no_trace_are_refused()
    {
        using var cli = new Cli();
        (await cli.RunAsync("sim", "qos", "--runs", "2")).Exit.Should().Be(ExitCode.Usage);
        (await cli.FailureAsync("sim", "qos", "--trace", "/nowhere/at/all")).Code.Should().Be("file_not_found");
        (await cli.FailureAsync("sim", "qos", "--trace", cli.WriteFile("event_trace.tab", "1\t1\t1\t1\tn1\t2\t0\t100\tnone\n"))).Code.Should().Be("invalid_file");
    }

    // A machine that stays for some hours and is away for one, again and again.
    private static IEnumerable<string> Node(int node) => Enumerable.Range(0, Stays).Select(stay =>
        $"{(node * Stays) + stay}\t1\t{node}\t1\tn{node}\t1\t{(stay * 18_000) + (node * 211)}\t{(stay * 18_000) + (node * 211) + 14_400}\tnone\n");
}
