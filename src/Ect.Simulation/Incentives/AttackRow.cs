using Ect.Simulation.Attacks;

namespace Ect.Simulation.Incentives;

/// <summary>An attack over the stated range.</summary>
/// <param name="Attack">Which.</param>
/// <param name="Best">The case of the range that is best for the attacker.</param>
/// <param name="MostHarm">The case in which the others lose most.</param>
/// <param name="Cases">How many were played.</param>
/// <param name="Without">The best case with each rule off that holds the attack.</param>
public sealed record AttackRow(Attack Attack, Case Best, Case MostHarm, int Cases, IReadOnlyList<WithoutRule> Without)
{
    /// <summary>Whether it pays anywhere in the range.</summary>
    public bool IsProfitable => Best.Outcome.IsProfitable;
}
