namespace Ect.Simulation.Incentives;

/// <summary>An attack with one rule off.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Best">The case of the range that is best for the attacker.</param>
/// <param name="MostHarm">The case in which the others lose most.</param>
public sealed record WithoutRule(RuleSwitch Rule, Case Best, Case MostHarm);
