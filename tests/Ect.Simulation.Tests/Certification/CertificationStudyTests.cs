using System.Xml.Linq;
using Ect.Simulation.Certification;
using Ect.Simulation.Studies;

namespace Ect.Simulation.Tests.Certification;

/// <summary>A study of few runs: what it is made of, and that nothing of the paper is refuted. `ect sim certification` plays enough to show it.</summary>
public sealed class CertificationStudyTests
{
    private static readonly Lazy<CertificationReport> Report = new(() => CertificationStudy.Run(1, CertificationStudy.FewestRuns));

    [Fact]
    public void Every_claim_has_its_rows_and_none_is_refuted()
    {
        Report.Value.Rows.Select(row => row.Claim).Distinct().Should().HaveCount(5);
        Report.Value.Rows.Where(row => row.Relation == Relation.Equal).Should().HaveCount(5);
        Report.Value.Rows.Where(row => row.Verdict == Verdict.Fails).Should().BeEmpty();
    }

    [Fact]
    public void Progress_ends_with_the_last_sweep()
    {
        var steps = new Steps();
        CertificationStudy.Run(2, CertificationStudy.FewestRuns, steps, TestContext.Current.CancellationToken);
        steps.Seen.Select(step => step.Done).Should().Equal(Enumerable.Range(0, steps.Seen[0].Of));
    }

    [Fact]
    public void A_study_can_be_ended() =>
        FluentActions.Invoking(() => CertificationStudy.Run(1, 10, cancellation: new(canceled: true))).Should().Throw<OperationCanceledException>();

    [Fact]
    public void Too_few_runs_are_none() =>
        FluentActions.Invoking(() => CertificationStudy.Run(1, CertificationStudy.FewestRuns - 1)).Should().Throw<ArgumentOutOfRangeException>();

    [Fact]
    public void The_picture_is_a_document_with_every_scheme()
    {
        var svg = XDocument.Parse(CertificationChart.ToSvg(Report.Value));
        var texts = svg.Descendants().Where(node => node.Name.LocalName == "text").Select(node => node.Value).ToList();
        texts.Should().Contain(Report.Value.Curves.Select(point => point.Scheme).Distinct());
        svg.ToString().Should().NotContain("NaN").And.NotContain("∞");
    }

    private sealed class Steps : IProgress<StudyStep>
    {
        public List<StudyStep> Seen { get; } = [];

        public void Report(StudyStep value) => Seen.Add(value);
    }
}
