using Ect.Protocol.Apps;
using Ect.Worker.Runtimes;

namespace Ect.Samples.Tests;

public sealed class UnorderedSumTests(UnorderedSumTests.Sum sum) : IClassFixture<UnorderedSumTests.Sum>
{
    private static readonly FilePattern s_sums = FilePattern.Parse("sums.csv");

    [Fact]
    public async Task Sums_whose_last_digits_differ_agree_only_with_the_comparator()
    {
        var raw = await ThreeAsync(Comparison.Exact.Default);
        var canonical = await ThreeAsync(new Comparison.Numeric([s_sums], NumberGrid.OfDigits(9)) { Ignore = [FilePattern.Parse("stdout.txt")] });

        raw.Select(files => files["sums.csv"]).Distinct().Should().HaveCountGreaterThan(1, "the order of additions is another in every run");
        raw.Select(files => files["stdout.txt"]).Distinct().Should().HaveCountGreaterThan(1, "it tells the time");
        canonical.Select(files => string.Join(' ', files.OrderBy(file => file.Key, StringComparer.Ordinal))).Distinct().Should().ContainSingle();
        canonical[0].Keys.Should().BeEquivalentTo("sums.csv", "stderr.txt");
    }

    private async Task<IReadOnlyDictionary<string, string>[]> ThreeAsync(Comparison compare)
    {
        var results = new IReadOnlyDictionary<string, string>[3];
        for (var i = 0; i < results.Length; i++)
        {
            (var outcome, results[i], _) = await sum.RunAsync(compare, new Dictionary<string, string>(), "16");
            outcome.Should().BeOfType<RunOutcome.Completed>(outcome.ToString());
        }

        return results;
    }

    public sealed class Sum() : ContainerSample("unordered-sum");
}
