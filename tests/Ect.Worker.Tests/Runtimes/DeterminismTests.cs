using Ect.Worker.Runtimes;
using Ect.Worker.Runtimes.Wasm;

namespace Ect.Worker.Tests.Runtimes;

public sealed class DeterminismTests
{
    [Fact]
    public async Task App_that_prints_all_it_can_see_prints_the_same_on_another_machine_at_another_time()
    {
        var names = new[] { "b", "a", "dataset", "folder/z", "folder/y", "c" };

        var first = await ProbeAsync(names, DateTime.UnixEpoch, seed: 7);
        var second = await ProbeAsync([.. names.Reverse()], DateTime.UnixEpoch.AddYears(40), seed: 7);

        second.Tree.Should().Be(first.Tree);
        second.Outcome.Usage.Fuel.Should().Be(first.Outcome.Usage.Fuel);
        first.Output.Should().Contain("slept 3600 s").And.Contain("nan: 7ff8000000000000").And.Contain("terminal: 0 0");
    }

    [Fact]
    public async Task Seed_changes_what_random_get_gives_and_nothing_else()
    {
        var first = await ProbeAsync(["dataset"], DateTime.UnixEpoch, seed: 1);
        var second = await ProbeAsync(["dataset"], DateTime.UnixEpoch, seed: 2);

        var differing = first.Output.Split('\n').Zip(second.Output.Split('\n')).Where(pair => pair.First != pair.Second);
        differing.Should().ContainSingle().Which.First.Should().MatchRegex("^[0-9a-f]{32}$");
    }

    [Fact]
    public async Task Variables_of_the_worker_are_not_seen()
    {
        var probe = await ProbeAsync(["dataset"], DateTime.UnixEpoch, seed: 1);

        probe.Output.Split('\n').Where(line => line.StartsWith("variable ", StringComparison.Ordinal))
            .Should().Equal("variable A=1", "variable B=2");
    }

    private static async Task<(string Tree, string Output, RunOutcome Outcome)> ProbeAsync(string[] names, DateTime written, byte seed)
    {
        using var sandbox = new Sandbox();
        foreach (var name in names)
        {
            var path = Path.Combine(sandbox.In, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, name);
            File.SetLastWriteTimeUtc(path, written);
        }

        // A runtime of its own: nothing kept from an earlier run can make two runs equal.
        using var runtime = new WasmRuntime();
        var request = sandbox.Request(Sandbox.Hostile, "probe", "x y") with
        {
            Seed = Enumerable.Repeat(seed, RunRequest.SeedLength).ToArray(),
            Environment = new Dictionary<string, string> { ["B"] = "2", ["A"] = "1" },
        };
        var outcome = await runtime.RunAsync(request, TestContext.Current.CancellationToken);
        outcome.Should().BeOfType<RunOutcome.Completed>();
        return (sandbox.Tree(), sandbox.Text("stdout.txt"), outcome);
    }
}
