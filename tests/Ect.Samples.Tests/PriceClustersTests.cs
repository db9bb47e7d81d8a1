using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using Ect.Worker.Runtimes;

namespace Ect.Samples.Tests;

public sealed class PriceClustersTests
{
    private const string Sample = "price-clusters";
    private const string Header = "Date,Country,Exchange rate\n";

    private static readonly string s_rates = File.ReadAllText(SampleRun.Rates);

    public static TheoryData<int> Windows => [.. Enumerable.Range(0, 10)];

    [Theory]
    [MemberData(nameof(Windows))]
    public async Task Clusters_and_heights_agree_with_an_independent_implementation(int index)
    {
        using var run = await SampleRun.RunAsync(Sample, index.ToString(CultureInfo.InvariantCulture), s_rates);
        run.Outcome.Should().BeOfType<RunOutcome.Completed>(run.Outcome.ToString());
        using var json = JsonDocument.Parse(run.Text("clusters.json"));
        var root = json.RootElement;

        var expected = ReferenceClustering.Compute(SampleRun.Rates, new DateOnly(1971, 1, 1).AddMonths(66 * index), 72, 4);

        Names(root.GetProperty("countries")).Should().Equal(expected.Countries);
        root.GetProperty("clusters").EnumerateArray().Select(Names).Should().BeEquivalentTo(expected.Clusters, options => options.WithStrictOrdering());
        var heights = root.GetProperty("merges").EnumerateArray().Select(merge => merge.GetProperty("height").GetDouble()).ToList();
        heights.Should().HaveCount(expected.Heights.Count);
        heights.Zip(expected.Heights, (actual, wanted) => Math.Abs(actual - wanted)).Max().Should().BeLessThan(1e-9);
        TestContext.Current.TestOutputHelper!.WriteLine($"{run.Outcome.Usage}");
    }

    [Fact]
    public async Task Ten_windows_cover_the_whole_dataset()
    {
        using var first = await SampleRun.RunAsync(Sample, "0", s_rates);
        using var last = await SampleRun.RunAsync(Sample, "9", s_rates);

        first.Text("clusters.json").Should().Contain("\"first\": \"1971-01\"");
        last.Text("clusters.json").Should().Contain("\"last\": \"2026-06\"");
    }

    [Fact]
    public async Task Every_report_shows_the_same_tree()
    {
        using var run = await SampleRun.RunAsync(Sample, "3", s_rates);
        using var json = JsonDocument.Parse(run.Text("clusters.json"));
        var countries = Names(json.RootElement.GetProperty("countries"));
        var merges = json.RootElement.GetProperty("merges").EnumerateArray().ToList();

        var rows = run.Text("merges.csv").TrimEnd('\n').Split('\n').Skip(1).Select(row => row.Split(',')).ToList();
        rows.Select(row => double.Parse(row[3], CultureInfo.InvariantCulture))
            .Should().Equal(merges.Select(merge => merge.GetProperty("height").GetDouble()));
        rows[^1][4].Should().Be(countries.Count.ToString(CultureInfo.InvariantCulture));

        var text = run.Text("dendrogram.txt");
        var labels = XDocument.Parse(run.Text("dendrogram.svg")).Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value);
        countries.Should().OnlyContain(country => text.Contains(country, StringComparison.Ordinal));
        countries.Should().BeSubsetOf(labels);
        TestContext.Current.TestOutputHelper!.WriteLine(text);
    }

    [Fact]
    public async Task Series_that_are_incomplete_or_never_move_are_left_out_and_named()
    {
        var lines = Months(12).SelectMany((month, i) => new[]
        {
            $"{month},A,{1 + (i % 3)}", $"{month},B,{2 + (i % 4)}", $"{month},C,{1 + (i % 5)}",
            $"{month},Fixed,7.5", i == 5 ? $"{month},Gap," : $"{month},Gap,{i + 1}", i == 7 ? $"{month},Zero,0" : $"{month},Zero,{i + 1}",
        });

        using var run = await SampleRun.RunAsync(
            Sample, "0", Header + string.Join("\r\n", lines), "--window", "12", "--stride", "1", "--clusters", "2");

        run.Outcome.Should().BeOfType<RunOutcome.Completed>(run.Outcome.ToString());
        using var json = JsonDocument.Parse(run.Text("clusters.json"));
        Names(json.RootElement.GetProperty("countries")).Should().Equal("A", "B", "C");
        Names(json.RootElement.GetProperty("excluded")).Should().Equal("Fixed", "Gap", "Zero");
    }

    [Fact]
    public async Task Equally_near_series_are_merged_in_the_order_of_their_names()
    {
        // Four copies of one series: every distance is equal.
        var lines = Months(12).SelectMany((month, i) => new[] { "D", "C", "B", "A" }.Select(name => $"{month},{name},{1 + (i * i % 7)}"));

        using var run = await SampleRun.RunAsync(
            Sample, "0", Header + string.Join('\n', lines), "--window", "12", "--clusters", "2");

        run.Text("merges.csv").Split('\n').Skip(1).Take(3).Select(row => string.Join(',', row.Split(',')[1..3]))
            .Should().Equal("A,B", "A+1,C", "A+2,D");
    }

    [Theory]
    [InlineData(null, "0", "", 3, "/in/dataset cannot be opened")]
    [InlineData("", "0", "", 3, "holds no rates")]
    [InlineData("wrong,header\n", "0", "", 4, "line 1: must be Date,Country,Exchange rate")]
    [InlineData(Header + "1971-01-01,A,1\n1971-02-01,A\n", "0", "", 4, "line 3: needs the three fields")]
    [InlineData(Header + "1971-13-01,A,1\n", "0", "", 4, "line 2: '1971-13-01' is no date")]
    [InlineData(Header + "1971-01-01x,A,1\n", "0", "", 4, "line 2: '1971-01-01x' is no date")]
    [InlineData(Header + "1971,A,1\n", "0", "", 4, "line 2: '1971' is no date")]
    [InlineData(Header + "1971-01-01,A,one\n", "0", "", 4, "line 2: 'one' is no decimal number")]
    [InlineData(Header + "1971-01-01,A,1.2.3\n", "0", "", 4, "line 2: '1.2.3' is no decimal number")]
    [InlineData(Header + "1971-01-01,,1\n", "0", "", 4, "line 2: the country's name")]
    [InlineData(Header + "1971-01-01,A,1\n1971-01-01,A,2\n", "0", "", 4, "line 3: a second rate of A in 1971-01")]
    [InlineData("rates", "10", "", 5, "window 10 would begin 660 months after the first one")]
    [InlineData("rates", "2147483647", "", 5, "the dataset has 1971-01 to 2026-06")]
    [InlineData("rates", "0", "--first 1960-01", 5, "the dataset has 1971-01 to 2026-06")]
    [InlineData("rates", "0", "--clusters 100", 6, "only 19 series are complete from 1971-01 to 1976-12; 100 are needed")]
    [InlineData("rates", "-1", "", 2, "ECT_TASK_INDEX is '-1'")]
    [InlineData("rates", "x", "", 2, "ECT_TASK_INDEX is 'x'")]
    [InlineData("rates", "0", "--window 5", 2, "--window is '5'")]
    [InlineData("rates", "0", "--window", 2, "--window needs a value")]
    [InlineData("rates", "0", "--first 1971-1", 2, "--first is '1971-1'")]
    [InlineData("rates", "0", "--depth 3", 2, "unknown argument '--depth'")]
    public async Task Wrong_input_ends_with_its_own_exit_code_and_a_clear_message(
        string? dataset, string index, string arguments, int exitCode, string message)
    {
        using var run = await SampleRun.RunAsync(
            Sample, index, dataset == "rates" ? s_rates : dataset, arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        run.Text("stderr.txt").Should().Contain(message);
        run.Outcome.Should().BeOfType<RunOutcome.AppFailed>().Which.ExitCode.Should().Be(exitCode);
    }

    private static IEnumerable<string> Months(int count) =>
        Enumerable.Range(0, count).Select(i => new DateOnly(2000, 1, 1).AddMonths(i).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    private static List<string> Names(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetString()!)];
}
