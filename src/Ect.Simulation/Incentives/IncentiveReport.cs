namespace Ect.Simulation.Incentives;

/// <summary>What a study has found.</summary>
/// <param name="Seed">The same seed finds the same.</param>
/// <param name="Rows">Each attack in the stated range.</param>
/// <param name="Open">Attacks that pay, outside it.</param>
/// <param name="Chances">How often one party decides alone.</param>
/// <param name="HonestIncome">What a tenth of 100 seats earn by honest work for each task of the pool, in prices.</param>
public sealed record IncentiveReport(int Seed, IReadOnlyList<AttackRow> Rows, IReadOnlyList<OpenCase> Open, IReadOnlyList<ChanceRow> Chances, double HonestIncome)
{
    /// <summary>Whether no attack pays in the stated range.</summary>
    public bool Holds => Rows.All(row => !row.IsProfitable);
}
