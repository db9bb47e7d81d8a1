using System.Globalization;
using Ect.Protocol.Certification;
using Ect.Simulation.Studies;

namespace Ect.Simulation.Certification;

/// <summary>Voting and spot-checking alone: error rates against their formulas.</summary>
public sealed partial class CertificationStudy
{
    private const string OfVoting = "majority voting errs as its formula says";
    private const string OfChecking = "spot-checking errs less than f / (1 − f) / (q n e)";
    private const string OfMoreWork = "twice the work for each worker, half the errors";

    private static readonly int[] VotesOfFormula = [2, 3, 4, 5, 6];

    // A ratio of two rare things takes more.
    private const int TimesForRatios = 2;

    // Twice as much work for each worker each time.
    private static readonly int[] WorkOfWorker = [25, 50, 100];

    private IReadOnlyList<ClaimRow> Voting()
    {
        _step = "Voting";
        const double faulty = 0.4;
        const double sabotage = 0.5;
        return [.. VotesOfFormula.Select(Row)];

        ClaimRow Row(int m)
        {
            var runs = Play(new(new(new MajorityRule(m))) { Workers = ManyWorkers, Faulty = faulty, Sabotage = sabotage });
            return new(
                OfVoting,
                Invariant($"m = {m}, φ = f s = {faulty} × {sabotage}"),
                Relation.Equal,
                MajorityVoting.Error(faulty * sabotage, m),
                Estimate.OfErrors(runs, Width(VotesOfFormula.Length)),
                runs.Average(run => run.Redundancy));
        }
    }

    private IReadOnlyList<ClaimRow> Checking()
    {
        _step = "Spot-checking";
        var policy = new CertificationPolicy(new MajorityRule(1)) { CheckRate = CheckRate };
        var points = WorkOfWorker.Select(work =>
        {
            // The worst that saboteurs can choose for this much work.
            var setting = new BatchSetting(policy) { Faulty = Faulty, Sabotage = SpotChecking.WorstSabotage(CheckRate, work, Faulty) };
            return (Work: work, Runs: Play(setting with { Entries = work * setting.Workers }, TimesForRatios), setting.Sabotage);
        }).ToList();
        var width = Width(points.Count - 1);
        return
        [
            .. points.Select(point => new ClaimRow(
                OfChecking,
                Invariant($"n = {point.Work}, q = {CheckRate}, f = {Faulty}, the worst s = {point.Sabotage:0.###}"),
                Relation.AtMost,
                SpotChecking.Bound(CheckRate, point.Work, Faulty),
                Estimate.OfErrors(point.Runs, Width(points.Count)),
                point.Runs.Average(run => run.Redundancy))),
            .. points.Zip(points.Skip(1), (less, more) => new ClaimRow(
                OfMoreWork,
                Invariant($"n = {more.Work} over n = {less.Work}, each at its worst s"),
                Relation.About,
                0.5,
                Estimate.Ratio(Estimate.OfErrors(more.Runs, width), Estimate.OfErrors(less.Runs, width)),
                more.Runs.Average(run => run.Redundancy))),
        ];
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
