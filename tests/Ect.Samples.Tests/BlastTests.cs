using Ect.Protocol.Apps;
using Ect.Testing;
using Ect.Worker.Runtimes;

namespace Ect.Samples.Tests;

public sealed class BlastTests(BlastTests.Blast blast) : IClassFixture<BlastTests.Blast>
{
    [Fact]
    public async Task Globins_like_human_beta_hemoglobin_are_found_with_the_same_bytes_twice()
    {
        var (first, files, folder) = await SearchAsync("hbb-human.fa");
        var (second, again, _) = await SearchAsync("hbb-human.fa");

        first.Should().BeOfType<RunOutcome.Completed>(first.ToString());
        second.Should().BeOfType<RunOutcome.Completed>(second.ToString());
        files.Keys.Should().BeEquivalentTo("hits.tsv", "stdout.txt", "stderr.txt");
        again.Should().BeEquivalentTo(files);
        var hits = Hits(folder);
        hits.Should().HaveCountGreaterThan(30, "globins are alike");
        hits[0].Should().StartWith(["HBB_HUMAN", "HBB_CALAR", "96.575", "146", "5", "0"], "a marmoset's differs from ours in 5 of 146 places");
        hits.Select(hit => hit[1]).Take(8).Should().OnlyContain(name => name.StartsWith("HBB", StringComparison.Ordinal), "chains of the same kind are nearest");
    }

    [Fact]
    public async Task A_protein_finds_itself_first()
    {
        var (outcome, _, folder) = await SearchAsync("myg-horse.fa", "-max_hsps", "1");

        outcome.Should().BeOfType<RunOutcome.Completed>(outcome.ToString());
        Hits(folder)[0].Should().StartWith(["MYG_HORSE", "MYG_HORSE", "100.000", "153", "0", "0"]);
    }

    [Fact]
    public async Task A_mistake_in_the_arguments_is_a_failure_that_says_which()
    {
        var (outcome, files, folder) = await SearchAsync("hbb-human.fa", "-evalue", "often");

        outcome.Should().BeOfType<RunOutcome.AppFailed>().Which.Kind.Should().Be(AppFailure.NonZeroExit);
        files.Keys.Should().Contain("stderr.txt");
        (await File.ReadAllTextAsync(Path.Combine(folder, "stderr.txt"), TestContext.Current.CancellationToken)).Should().Contain("evalue");
    }

    private async Task<(RunOutcome Outcome, IReadOnlyDictionary<string, string> Files, string Folder)> SearchAsync(string query, params string[] arguments) =>
        await blast.RunAsync(
            Comparison.Exact.Default,
            new Dictionary<string, string> { ["query"] = RepositoryRoot.File("samples", "blast-search", "queries", query), ["proteins"] = RepositoryRoot.File("samples", "blast-search", "globins.fa") },
            arguments);

    private static List<string[]> Hits(string folder) => [.. File.ReadLines(Path.Combine(folder, "hits.tsv")).Select(line => line.Split('\t'))];

    public sealed class Blast() : ContainerSample("blast-search");
}
