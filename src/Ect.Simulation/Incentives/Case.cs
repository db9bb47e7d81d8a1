using Ect.Simulation.Attacks;

namespace Ect.Simulation.Incentives;

/// <summary>An attack in one set of circumstances.</summary>
/// <param name="Market">The circumstances.</param>
/// <param name="Outcome">What came of it.</param>
public sealed record Case(Market Market, Outcome Outcome);
