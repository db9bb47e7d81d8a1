using Ect.Simulation.Attacks;

namespace Ect.Simulation.Incentives;

/// <summary>An attack that the rules do not make unprofitable, in circumstances outside the stated range.</summary>
/// <param name="Attack">Which.</param>
/// <param name="Where">What is different, in words.</param>
/// <param name="Case">What came of it.</param>
public sealed record OpenCase(Attack Attack, string Where, Case Case);
