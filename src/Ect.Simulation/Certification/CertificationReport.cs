using Ect.Simulation.Studies;

namespace Ect.Simulation.Certification;

/// <summary>What a study has found.</summary>
/// <param name="Seed">The same seed finds the same.</param>
/// <param name="Runs">Batches played for each number.</param>
/// <param name="Rows">The paper's statements, under its assumptions.</param>
/// <param name="Outside">The same promises where the assumptions do not hold, or where nobody made them.</param>
/// <param name="Curves">Each scheme at each strictness and sabotage rate.</param>
public sealed record CertificationReport(int Seed, int Runs, IReadOnlyList<ClaimRow> Rows, IReadOnlyList<ClaimRow> Outside, IReadOnlyList<CurvePoint> Curves)
{
    /// <summary>Whether every statement of the paper is seen to hold.</summary>
    public bool Holds => Rows.All(row => row.Verdict == Verdict.Holds);
}
