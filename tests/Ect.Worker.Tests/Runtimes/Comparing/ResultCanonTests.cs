using Ect.Protocol.Apps;
using Ect.Testing;
using Ect.Worker.Runtimes;
using Ect.Worker.Runtimes.Comparing;
using Ect.Worker.Tests.Runtimes.Containers;

namespace Ect.Worker.Tests.Runtimes.Comparing;

public sealed class ResultCanonTests : IDisposable
{
    private readonly Sandbox sandbox = new();
    private readonly TemporaryFolder folder = new();
    private readonly FolderContent content;

    public ResultCanonTests() => content = new FolderContent(folder.Path);

    [Fact]
    public async Task Two_runs_that_differ_in_what_does_not_matter_have_one_canonical_tree()
    {
        var comparison = new Comparison.Numeric([FilePattern.Parse("**/*.csv")], NumberGrid.OfDigits(6)) { Ignore = [FilePattern.Parse("stderr.txt"), FilePattern.Parse("*.log")] };

        var first = await CanonicalAsync(comparison, ("sub/a.csv", "x,1.00000001\n"), ("run.log", "at 12:00"), ("stderr.txt", "slow"), ("stdout.txt", "1.5000001"));
        var second = await CanonicalAsync(comparison, ("sub/a.csv", "x,0.99999999\n"), ("run.log", "at 12:01"), ("stderr.txt", ""), ("stdout.txt", "1.5000001"));

        first.Should().Be(second).And.Contain("sub/a.csv").And.NotContain("stderr").And.NotContain("run.log");
    }

    [Fact]
    public async Task Json_that_is_none_and_text_that_is_none_stay_as_they_are()
    {
        (await CanonicalAsync(new Comparison.Json([FilePattern.Parse("*")]), ("a", "{ \"b\": 1.0, \"a\": 2 }"), ("b", "{ broken")))
            .Should().Be($"a={Hex("{\"a\":2,\"b\":1}")}\nb={Hex("{ broken")}");
        File.WriteAllBytes(Path.Combine(sandbox.Out, "c"), [0xff, (byte)' ', (byte)'\n']);
        await ApplyAsync(new Comparison.Text([FilePattern.Parse("c")]), new RunOutcome.Completed());
        File.ReadAllBytes(Path.Combine(sandbox.Out, "c")).Should().Equal(0xff, (byte)' ', (byte)'\n');
    }

    [Fact]
    public async Task Streams_of_a_failed_run_are_canonical_too()
    {
        Write(("stdout.txt", "a \r\n"), ("stderr.txt", "12:00"));

        await ApplyAsync(new Comparison.Text([FilePattern.Parse("stdout.txt")]) { Ignore = [FilePattern.Parse("stderr.txt")] }, new RunOutcome.AppFailed(AppFailure.NonZeroExit, ""));

        sandbox.Tree().Should().Be($"stdout.txt={Hex("a\n")}");
    }

    [Theory]
    [MemberData(nameof(BuiltIn))]
    internal async Task A_task_that_is_cancelled_is_not_compared_to_the_end(Comparison comparison)
    {
        Write(("a", "{\"a\": 1.50}\r\n"));

        var comparing = () => ApplyAsync(comparison, new RunOutcome.Completed(), TimeProvider.System, new CancellationToken(canceled: true));

        await comparing.Should().ThrowAsync<OperationCanceledException>();
    }

    [Theory]
    [MemberData(nameof(BuiltIn))]
    internal async Task Comparing_takes_no_longer_than_the_run_may(Comparison comparison)
    {
        Write(("a", "{\"a\": 1.50}\r\n"));

        var outcome = await ApplyAsync(comparison, new RunOutcome.Completed(), new Rush(), TestContext.Current.CancellationToken);

        outcome.Should().BeOfType<RunOutcome.AppFailed>().Which.Kind.Should().Be(AppFailure.WallTime);
    }

    public static TheoryData<Comparison> BuiltIn() =>
    [
        new Comparison.Text([FilePattern.Parse("*")]),
        new Comparison.Json([FilePattern.Parse("*")]),
        new Comparison.Numeric([FilePattern.Parse("*")], NumberGrid.OfDigits(3)),
    ];

    [Fact]
    public async Task Comparator_program_that_fails_is_named()
    {
        Write(("a", "x"));
        var program = new Comparison.Program(content.Add(File.ReadAllBytes(RepositoryRoot.File("samples", "hostile", "hostile.wasm"))));

        // Without arguments it ends with an exit code.
        var outcome = await ApplyAsync(program, new RunOutcome.Completed());

        outcome.Should().BeOfType<RunOutcome.AppFailed>().Which.Message.Should().StartWith("The comparator failed:");
        Directory.Exists($"{sandbox.Out}.raw").Should().BeFalse();
    }

    [Fact]
    public async Task Comparator_programs_output_takes_the_place_of_the_raw_tree()
    {
        Write(("secret", "x"), ("stdout.txt", "noise"));
        var program = new Comparison.Program(content.Add(Wasmtime.Module.ConvertText("(module (func (export \"_start\")) (memory (export \"memory\") 1))")));

        var outcome = await ApplyAsync(program, new RunOutcome.Completed());

        outcome.Should().BeOfType<RunOutcome.Completed>();
        sandbox.Tree().Should().BeEmpty("this comparator writes nothing");
    }

    private async Task<string> CanonicalAsync(Comparison comparison, params (string Name, string Text)[] files)
    {
        Write(files);
        await ApplyAsync(comparison, new RunOutcome.Completed());
        var tree = sandbox.Tree();
        Directory.Delete(sandbox.Out, recursive: true);
        Directory.CreateDirectory(sandbox.Out);
        return tree;
    }

    private Task<RunOutcome> ApplyAsync(Comparison comparison, RunOutcome outcome) => ApplyAsync(comparison, outcome, TimeProvider.System, TestContext.Current.CancellationToken);

    private Task<RunOutcome> ApplyAsync(Comparison comparison, RunOutcome outcome, TimeProvider time, CancellationToken cancellationToken) =>
        new ResultCanon(Sandbox.Shared, content, time).ApplyAsync(comparison, outcome, sandbox.Request(""), cancellationToken);

    private void Write(params (string Name, string Text)[] files)
    {
        foreach (var (name, text) in files)
        {
            var path = Path.Combine(sandbox.Out, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }
    }

    private static string Hex(string text) => Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(text));

    public void Dispose()
    {
        sandbox.Dispose();
        folder.Dispose();
    }

    /// <summary>All time is up at once.</summary>
    private sealed class Rush : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            callback(state);
            return base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
