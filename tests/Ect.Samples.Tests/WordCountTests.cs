using System.Text.RegularExpressions;
using Ect.Testing;
using Ect.Worker.Runtimes;

namespace Ect.Samples.Tests;

public sealed partial class WordCountTests
{
    private const int Reducers = 3;

    [Fact]
    public async Task Two_halves_mapped_and_reduced_are_the_words_of_the_whole()
    {
        var lines = await File.ReadAllLinesAsync(RepositoryRoot.File("docs", "protocol.md"), TestContext.Current.CancellationToken);
        var halves = new[] { string.Join('\n', lines[..(lines.Length / 2)]) + "\n", string.Join('\n', lines[(lines.Length / 2)..]) + "\n" };
        var parts = new List<string[]>();
        foreach (var half in halves)
        {
            parts.Add(await MapAsync(half));
        }

        var counts = new Dictionary<string, long>();
        for (var reducer = 0; reducer < Reducers; reducer++)
        {
            using var run = await ReduceAsync(parts[0][reducer], parts[1][reducer]);
            run.Outcome.Should().BeOfType<RunOutcome.Completed>(run.Outcome.ToString());
            var words = run.Text("result.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t')).ToList();
            words.Should().NotBeEmpty();
            words.Select(word => word[0]).Should().BeInAscendingOrder(StringComparer.Ordinal);
            words.ForEach(word => counts.Add(word[0], long.Parse(word[1], System.Globalization.CultureInfo.InvariantCulture)));
        }

        counts.Should().BeEquivalentTo(Word().Matches(string.Concat(halves)).CountBy(word => word.Value.ToLowerInvariant()).ToDictionary(word => word.Key, word => (long)word.Value));
    }

    [Fact]
    public async Task An_empty_split_leaves_empty_parts() =>
        (await MapAsync("")).Should().AllBe("");

    [Fact]
    public async Task Every_byte_but_a_letter_ends_a_word()
    {
        using var run = await SampleRun.RunModuleAsync("word-count/map.wasm", new() { ["REDUCERS"] = "1" }, new() { ["split"] = "A-a\0b'été zZ9Z" });
        run.Text("part-0").Should().Be("a\t2\nb\t1\nt\t1\nz\t1\nzz\t1\n");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("4097")]
    [InlineData("1x")]
    [InlineData("")]
    public async Task A_wrong_number_of_reducers_is_named(string reducers)
    {
        using var run = await SampleRun.RunModuleAsync("word-count/map.wasm", new() { ["REDUCERS"] = reducers }, new() { ["split"] = "a" });
        run.Outcome.Should().BeOfType<RunOutcome.AppFailed>().Which.ExitCode.Should().Be(2);
        run.Text("stderr.txt").Should().Contain($"REDUCERS is '{reducers}'");
    }

    [Theory]
    [InlineData("a\t1\nb 2\n", "line 2")]
    [InlineData("a\t\n", "line 1")]
    [InlineData("\t1\n", "line 1")]
    [InlineData("a\t1x\n", "line 1")]
    [InlineData("a\t1", "does not end")]
    public async Task A_malformed_line_is_named_with_file_and_number(string part, string says)
    {
        using var run = await ReduceAsync("ok\t1\n", part);
        run.Outcome.Should().BeOfType<RunOutcome.AppFailed>().Which.ExitCode.Should().Be(4);
        run.Text("stderr.txt").Should().Contain("/in/parts/1").And.Contain(says);
    }

    private static async Task<string[]> MapAsync(string split)
    {
        using var run = await SampleRun.RunModuleAsync("word-count/map.wasm", new() { ["REDUCERS"] = $"{Reducers}" }, new() { ["split"] = split });
        run.Outcome.Should().BeOfType<RunOutcome.Completed>(run.Outcome.ToString());
        return [.. Enumerable.Range(0, Reducers).Select(reducer => run.Text($"part-{reducer}"))];
    }

    private static Task<SampleRun> ReduceAsync(params string[] parts) => SampleRun.RunModuleAsync(
        "word-count/reduce.wasm",
        new() { ["MAPPERS"] = $"{parts.Length}" },
        parts.Index().ToDictionary(part => $"parts/{part.Index}", part => part.Item));

    [GeneratedRegex("[A-Za-z]+")]
    private static partial Regex Word();
}
