using System.Xml.Linq;
using Ect.Protocol.Qos;
using Ect.Simulation.Grid;
using Ect.Simulation.Grid.Qos;
using Ect.Simulation.Studies;

namespace Ect.Simulation.Tests.Grid.Qos;

/// <summary>The study on one small pool; the whole of it takes a minute.</summary>
public sealed class QosStudyTests
{
    private static readonly IReadOnlyList<QosEnvironment> Small =
    [
        .. from middleware in new[] { Middleware.Boinc, Middleware.XtremWeb, Middleware.Ect }
           select new QosEnvironment(new("few", seed => WorkerPool.Of("few", [Infrastructure.DesktopGrid], 60, seed)), "few", _ => new([.. Enumerable.Repeat(300.0, 300)]), middleware),
    ];

    private static readonly Lazy<QosReport> Report = new(() => QosStudy.Run(Small, 1, 4));

    [Fact]
    public void Every_strategy_and_every_statement_has_its_row()
    {
        var report = Report.Value;
        report.Strategies.Select(row => row.Strategy).Should().Equal(HelpStrategy.All);
        report.OfEct.Select(row => row.Strategy).Should().Equal(HelpStrategy.All);
        report.Bought.Select(row => row.Strategy).Should().Equal(HelpStrategy.All.Where(strategy => strategy.Use == HelpUse.Duplicate));
        (report.Claims.Count, report.Unclaimed.Count, report.Environments.Count).Should().Be((6, 5, 3));
        report.Holds.Should().Be(report.Claims.All(claim => claim.Verdict == Verdict.Holds));
    }

    [Fact]
    public void Helpers_that_know_what_runs_make_bags_sooner_and_stay_within_the_budget()
    {
        var rows = Report.Value.Strategies.ToDictionary(row => $"{row.Strategy}");
        rows["9C-C-R"].SpeedUp.Mean.Should().BeGreaterThan(rows["9C-C-F"].SpeedUp.Mean).And.BeGreaterThan(1.05);
        rows.Values.Should().OnlyContain(row => row.Spent.Mean >= 0 && row.Spent.Mean <= 1 && row.Removed.Mean <= row.Halved.Mean);
    }

    [Fact]
    public void A_seed_finds_the_same_however_many_times() =>
        QosStudy.Run(Small, 1, 4, cancellation: TestContext.Current.CancellationToken).Should().BeEquivalentTo(Report.Value, options => options.Excluding(member => member.Path.Contains("Environment")));

    [Fact]
    public void The_picture_has_a_dot_for_each_number_of_each_strategy()
    {
        var svg = QosChart.ToSvg(Report.Value);
        var known = Report.Value.Strategies.Concat(Report.Value.OfEct).Concat(Report.Value.Bought).SelectMany(row => new[] { row.Halved, row.Removed, row.Spent }).Count(share => double.IsFinite(share.Mean));
        XDocument.Parse(svg).Descendants().Count(node => node.Name.LocalName == "circle").Should().Be(known).And.BeGreaterThan(3 * HelpStrategy.All.Count);
        svg.Should().NotContain("NaN").And.NotContain("∞");
    }

    [Fact]
    public void Progress_tells_of_every_bag()
    {
        var steps = new Steps();
        QosStudy.Run(Small, 1, 3, steps, TestContext.Current.CancellationToken);
        steps.Seen.Select(step => step.Done).Should().BeEquivalentTo(Enumerable.Range(1, 9));
    }

    [Fact]
    public void It_can_be_ended_and_wants_enough_runs()
    {
        FluentActions.Invoking(() => QosStudy.Run(1, cancellation: new(canceled: true))).Should().Throw<OperationCanceledException>();
        FluentActions.Invoking(() => QosStudy.Run(1, QosStudy.FewestRuns - 1)).Should().Throw<ArgumentOutOfRangeException>();
    }

    private sealed class Steps : IProgress<StudyStep>
    {
        private readonly Lock _lock = new();

        public List<StudyStep> Seen { get; } = [];

        public void Report(StudyStep value)
        {
            lock (_lock)
            {
                Seen.Add(value);
            }
        }
    }
}
