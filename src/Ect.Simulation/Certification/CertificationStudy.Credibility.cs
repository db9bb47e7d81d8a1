using Ect.Protocol.Certification;
using Ect.Simulation.Studies;

namespace Ect.Simulation.Certification;

/// <summary>Credibility: its promise, and what it costs against voting.</summary>
public sealed partial class CertificationStudy
{
    private const string CheckedVotes = "credibility: spot-checks and votes, blacklisting";
    private const string Majority = "majority voting";
    private const string OfCredibility = "credibility errs at most 1 − θ, whatever the sabotage rate";
    private const string OfComparison = "ten times fewer errors than voting for no more work";
    private const double TimesFewer = 10;

    private static readonly Scheme[] Schemes =
    [
        new("credibility: votes alone", 0, Sanction.Blacklist, ManyWorkers),
        new(CheckedVotes, CheckRate, Sanction.Blacklist),
        new("credibility: spot-checks and votes, caught ones come back", CheckRate, Sanction.Readmit),
    ];

    private static readonly double[] AcceptableErrors = [1e-2, 1e-3, 1e-4];
    private static readonly double[] SabotageRates = [0.01, 0.03, 0.1, 0.3, 1];
    private static readonly int[] ComparedVotes = [2, 3, 4, 5, 6];

    private MeasuredScheme Measure(Scheme scheme)
    {
        _step = $"{char.ToUpperInvariant(scheme.Name[0])}{scheme.Name[1..]}";
        var width = Width(Schemes.Length * AcceptableErrors.Length * SabotageRates.Length);
        return new(scheme.Name,
        [
            .. from error in AcceptableErrors
               from sabotage in SabotageRates
               let setting = new BatchSetting(scheme.PolicyOf(error, Faulty)) { Workers = scheme.Workers, Faulty = Faulty, Sabotage = sabotage }
               select PointOf(scheme.Name, error, sabotage, Play(setting), width),
        ]);
    }

    private static IEnumerable<ClaimRow> Bounds(IEnumerable<MeasuredScheme> schemes) =>
        from scheme in schemes
        from error in AcceptableErrors
        let points = scheme.At(error).ToList()
        let worst = points.MaxBy(point => point.Error.High)! // If that one's interval keeps the promise all do.
        select new ClaimRow(
            OfCredibility,
            Invariant($"{scheme.Name["credibility: ".Length..]}; the worst of {points.Count}: s = {worst.Sabotage}"),
            Relation.AtMost,
            error,
            worst.Error,
            points.Max(point => point.Redundancy));

    private (IReadOnlyList<CurvePoint> Curve, IReadOnlyList<ClaimRow> Rows) Compare(MeasuredScheme scheme)
    {
        _step = "Majority voting, to compare";

        // Saboteurs who always lie are the worst for voting.
        var width = Width(2 * ComparedVotes.Length);
        var voting = ComparedVotes.Select(m => PointOf(Majority, m, 1, Play(new(new(new MajorityRule(m))) { Workers = ManyWorkers, Faulty = Faulty }), width)).ToList();
        return (voting, [.. voting.SelectMany(Rows)]);

        IEnumerable<ClaimRow> Rows(CurvePoint votes)
        {
            // The strictest that costs no more, at any sabotage rate.
            var affordable = AcceptableErrors.Where(error => scheme.At(error).Max(point => point.Redundancy) <= votes.Redundancy).ToList();
            if (affordable.Count > 0)
            {
                var error = affordable.Min();
                var worst = scheme.At(error).MaxBy(point => point.Error.High)!;
                yield return new(
                    OfComparison,
                    Invariant($"m = {votes.Parameter} ({votes.Redundancy:0.00} results) : θ = 1 − {error}, its worst s = {worst.Sabotage}"),
                    Relation.AtLeast,
                    TimesFewer,
                    Estimate.Ratio(votes.Error, worst.Error),
                    scheme.At(error).Max(point => point.Redundancy));
            }
        }
    }
}
