using Ect.Simulation.Certification;
using Ect.Simulation.Studies;

namespace Ect.Cli.Sim;

/// <summary>The document of `ect sim certification`.</summary>
/// <param name="Seed">What chance was decided by.</param>
/// <param name="Runs">Batches played for each number.</param>
/// <param name="Holds">Whether every statement of the paper is seen to hold under its assumptions.</param>
/// <param name="Claims">The statements.</param>
/// <param name="Outside">The same promises where the assumptions do not hold, or where nobody made them.</param>
/// <param name="Curves">Each scheme at each strictness and sabotage rate.</param>
internal sealed record CertificationView(
    int Seed,
    int Runs,
    bool Holds,
    IReadOnlyList<ClaimView> Claims,
    IReadOnlyList<ClaimView> Outside,
    IReadOnlyList<CurvePoint> Curves)
{
    public static CertificationView Of(CertificationReport report) => new(
        report.Seed,
        report.Runs,
        report.Holds,
        [.. report.Rows.Select(ClaimView.Of)],
        [.. report.Outside.Select(ClaimView.Of)],
        report.Curves);
}

/// <summary>A statement. No upper end of its interval: there is none.</summary>
internal sealed record ClaimView(string Claim, string Case, Relation Relation, double Stated, double Seen, double Low, double? High, double Redundancy, Verdict Verdict)
{
    public static ClaimView Of(ClaimRow row) => new(
        row.Claim,
        row.Case,
        row.Relation,
        row.Stated,
        row.Seen.Mean,
        row.Seen.Low,
        double.IsFinite(row.Seen.High) ? row.Seen.High : null, // JSON has no infinity.
        row.Redundancy,
        row.Verdict);
}
