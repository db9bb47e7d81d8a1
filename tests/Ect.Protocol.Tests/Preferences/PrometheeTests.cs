using System.Text.Json;
using Ect.Protocol.Preferences;
using Ect.Testing;
using FsCheck.Xunit;

namespace Ect.Protocol.Tests.Preferences;

public sealed class PrometheeTests
{
    private static readonly JsonElement Published = JsonDocument.Parse(File.ReadAllBytes(RepositoryRoot.File("tests", "vectors", "promethee_bransvincke.json"))).RootElement;

    [Fact]
    public void The_example_of_Brans_and_Vincke_comes_out_as_published()
    {
        var rows = Published.GetProperty("alternatives").EnumerateArray().Select(Numbers).ToList();
        var promethee = new Promethee([.. Published.GetProperty("criteria").EnumerateArray().Zip(Numbers(Published.GetProperty("weights")), Criterion)]);
        var table = ScoreTable.Of(rows);
        var pi = Published.GetProperty("pi").EnumerateArray().Select(Numbers).ToList();
        for (var row = 0; row < rows.Count; row++)
        {
            for (var other = 0; other < rows.Count; other++)
            {
                promethee.Preference(table, row, other).Should().BeApproximately(pi[row][other], 1e-12, $"π({row}, {other})");
            }
        }

        var flows = promethee.Flows(table);
        Near(flows.Positive, Numbers(Published.GetProperty("phi_plus")));
        Near(flows.Negative, Numbers(Published.GetProperty("phi_minus")));
        Near(flows.Net, Numbers(Published.GetProperty("phi_net")));
        flows.Ranking.Should().Equal(4, 1, 3, 5, 2, 0);
    }

    [Property(MaxTest = 400, Arbitrary = [typeof(SampleComparison)])]
    public void The_quick_way_finds_what_the_definition_says(SampleComparison sample)
    {
        var flows = new Promethee(sample.Criteria).Flows(sample.Table());
        for (var row = 0; row < sample.Rows.Count; row++)
        {
            var (positive, negative) = sample.FlowsByDefinition(row);
            flows.Positive[row].Should().BeApproximately(positive, 1e-12);
            flows.Negative[row].Should().BeApproximately(negative, 1e-12);
        }
    }

    [Property(Arbitrary = [typeof(SampleComparison)])]
    public void A_row_for_many_alternatives_is_as_many_rows(SampleComparison sample)
    {
        var promethee = new Promethee(sample.Criteria);
        var repeated = new ScoreTable(sample.Criteria.Count, sample.Copies.Sum());
        foreach (var (row, copies) in sample.Rows.Zip(sample.Copies))
        {
            for (var copy = 0; copy < copies; copy++)
            {
                repeated.Add(row);
            }
        }

        var all = promethee.Flows(repeated).Net;
        Near(promethee.Flows(sample.Table()).Net, [.. Enumerable.Range(0, sample.Rows.Count).Select(row => all[sample.Copies.Take(row).Sum()])]);
    }

    [Property(Arbitrary = [typeof(SampleComparison)])]
    public void Net_flows_sum_to_nothing_and_lie_between_minus_one_and_one(SampleComparison sample)
    {
        var flows = new Promethee(sample.Criteria).Flows(sample.Table());
        flows.Net.Zip(sample.Copies, (net, copies) => net * copies).Sum().Should().BeApproximately(0, 1e-10);
        flows.Positive.Concat(flows.Negative).Should().OnlyContain(flow => flow >= 0 && flow <= 1 + 1e-12);
    }

    [Property(Arbitrary = [typeof(SampleComparison)])]
    public void Only_ratios_of_weights_matter(SampleComparison sample, byte factor)
    {
        var scaled = sample.Criteria.Select(c => new Criterion(c.Name, c.Better, c.Function, c.Weight * (factor + 0.3))).ToList();
        Near(new Promethee(scaled).Flows(sample.Table()).Net, new Promethee(sample.Criteria).Flows(sample.Table()).Net);
    }

    [Property(Arbitrary = [typeof(SampleComparison)])]
    public void The_order_in_which_alternatives_come_does_not_matter(SampleComparison sample, int seed)
    {
        var order = Enumerable.Range(0, sample.Rows.Count).ToArray();
        new Random(seed).Shuffle(order);
        var promethee = new Promethee(sample.Criteria);
        var net = promethee.Flows(sample.Table()).Net;
        Near(promethee.Flows(sample.TableOf(order)).Net, [.. order.Select(row => net[row])]);
    }

    [Property(Arbitrary = [typeof(SampleComparison)])]
    public void Whoever_is_nowhere_better_does_not_rank_above(SampleComparison sample)
    {
        var net = new Promethee(sample.Criteria).Flows(sample.Table()).Net;
        for (var row = 0; row < net.Length; row++)
        {
            for (var other = 0; other < net.Length; other++)
            {
                if (sample.Criteria.Select((c, at) => c.Better == Better.More ? sample.Rows[row][at] >= sample.Rows[other][at] : sample.Rows[row][at] <= sample.Rows[other][at]).All(good => good))
                {
                    net[row].Should().BeGreaterThanOrEqualTo(net[other] - 1e-12);
                }
            }
        }
    }

    [Property(Arbitrary = [typeof(SampleComparison)])]
    public void Net_flows_alone_are_those_of_all_flows(SampleComparison sample)
    {
        var promethee = new Promethee(sample.Criteria);
        var net = new double[sample.Rows.Count];
        promethee.NetFlows(sample.Table(), net);
        Near(net, promethee.Flows(sample.Table()).Net);
    }

    [Fact]
    public void Flows_of_criteria_add_up_to_the_whole()
    {
        var sample = SampleOfFour();
        var promethee = new Promethee(sample.Criteria);
        var flows = promethee.Flows(sample.Table());
        for (var row = 0; row < sample.Rows.Count; row++)
        {
            Enumerable.Range(0, sample.Criteria.Count).Sum(c => promethee.Shares[c] * flows.Of(row, c)).Should().BeApproximately(flows.Net[row], 1e-12);
        }
    }

    [Fact]
    public void Many_alternatives_keep_their_digits()
    {
        var random = new Random(7);
        double[][] rows = [.. Enumerable.Range(0, 3_000).Select(row => new[] { random.NextDouble() * 100, random.NextDouble() * 100, row % 97 == 0 ? 1e15 : random.NextDouble() })];
        var sample = new SampleComparison(
            [new("slope", Better.Less, PreferenceFunction.Linear(1, 9), 1), new("bell", Better.More, PreferenceFunction.Gaussian(4), 2), new("far", Better.Less, PreferenceFunction.VShape(0.5), 1)],
            rows,
            [.. rows.Select(_ => 1)]);
        var flows = new Promethee(sample.Criteria).Flows(sample.Table());
        foreach (var row in Enumerable.Range(0, 30).Select(i => i * 97))
        {
            flows.Positive[row].Should().BeApproximately(sample.FlowsByDefinition(row).Positive, 1e-12);
            flows.Negative[row + 1].Should().BeApproximately(sample.FlowsByDefinition(row + 1).Negative, 1e-12);
        }
    }

    [Fact]
    public void A_second_decision_of_the_same_size_allocates_nothing()
    {
        var sample = SampleOfFour();
        var table = new ScoreTable(sample.Criteria.Count, 500);
        var promethee = new Promethee(sample.Criteria);
        var net = new double[500];
        Decide();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Decide();
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);

        void Decide()
        {
            table.Clear();
            for (var row = 0; row < 500; row++)
            {
                table.Add(sample.Rows[row % 4]);
            }

            promethee.NetFlows(table, net);
        }
    }

    [Fact]
    public void Nothing_and_one_alternative_have_no_preferences()
    {
        var promethee = new Promethee([new("price", Better.Less, PreferenceFunction.Usual, 1)]);
        promethee.Flows(new(1, 0)).Net.Should().BeEmpty();
        promethee.Flows(ScoreTable.Of([[3.0]])).Net.Should().Equal(0);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(1e101)]
    public void A_value_that_is_no_number_is_refused(double value) =>
        FluentActions.Invoking(() => ScoreTable.Of([[1.0], [value]])).Should().Throw<ArgumentException>().WithMessage("Alternative 1 has the value * in criterion 0; it must be a finite number*");

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_weight_below_nothing_or_without_end_is_refused(double weight) =>
        FluentActions.Invoking(() => new Criterion("price", Better.Less, PreferenceFunction.Usual, weight)).Should().Throw<ArgumentException>().WithMessage("The weight of 'price' is *");

    [Fact]
    public void Thresholds_out_of_order_are_refused()
    {
        FluentActions.Invoking(() => PreferenceFunction.Linear(3, 3)).Should().Throw<ArgumentException>().WithMessage("p of the linear preference is 3 and q is 3; p must be above q.*");
        FluentActions.Invoking(() => PreferenceFunction.Level(4, 3)).Should().Throw<ArgumentException>().WithMessage("*p must be above q*");
        FluentActions.Invoking(() => PreferenceFunction.Linear(-1, 3)).Should().Throw<ArgumentException>().WithMessage("q of the linear preference is -1*");
        FluentActions.Invoking(() => PreferenceFunction.VShape(0)).Should().Throw<ArgumentException>().WithMessage("p of the V-shape preference is 0*");
        FluentActions.Invoking(() => PreferenceFunction.UShape(double.NaN)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => PreferenceFunction.Gaussian(double.PositiveInfinity)).Should().Throw<ArgumentException>().WithMessage("s of the Gaussian*");
    }

    [Fact]
    public void Without_a_criterion_that_counts_nothing_is_compared()
    {
        FluentActions.Invoking(() => new Promethee([])).Should().Throw<ArgumentException>().WithMessage("A comparison needs at least one criterion.*");
        FluentActions.Invoking(() => new Promethee([new("price", Better.Less, PreferenceFunction.Usual, 0)])).Should().Throw<ArgumentException>().WithMessage("All weights are 0*");
        FluentActions.Invoking(() => new ScoreTable(0, 1)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => ScoreTable.Of([[1.0, 2], [1]])).Should().Throw<ArgumentException>().WithMessage("Alternative 1 has 1 values; there are 2 criteria.*");
        FluentActions.Invoking(() => new ScoreTable(1, 0).Add([1.0])).Should().Throw<InvalidOperationException>();
        FluentActions.Invoking(() => new Promethee([new("price", Better.Less, PreferenceFunction.Usual, 1)]).Flows(new(2, 1))).Should().Throw<ArgumentException>().WithMessage("The table has 2 criteria; 1 are compared.*");
    }

    private static SampleComparison SampleOfFour() => new(
        [new("price", Better.Less, PreferenceFunction.Linear(1, 5), 3), new("trust", Better.More, PreferenceFunction.Gaussian(2), 1)],
        [[1, 2], [4, 9], [2, 2], [8, 7]],
        [1, 1, 1, 1]);

    private static void Near(double[] found, double[] expected)
    {
        found.Should().HaveCount(expected.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            found[i].Should().BeApproximately(expected[i], 1e-12);
        }
    }

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(number => number.GetDouble())];

    private static Criterion Criterion(JsonElement json, double weight)
    {
        double Of(string name) => json.GetProperty(name).GetDouble();
        var function = json.GetProperty("type").GetInt32() switch
        {
            1 => PreferenceFunction.Usual,
            2 => PreferenceFunction.UShape(Of("q")),
            3 => PreferenceFunction.VShape(Of("p")),
            4 => PreferenceFunction.Level(Of("q"), Of("p")),
            5 => PreferenceFunction.Linear(Of("q"), Of("p")),
            _ => PreferenceFunction.Gaussian(Of("s")),
        };
        return new(json.GetProperty("type").ToString(), json.Text("dir") == "min" ? Better.Less : Better.More, function, weight);
    }
}
