namespace Ect.Simulation.Certification;

/// <summary>What a scheme makes of one sabotage rate.</summary>
/// <param name="Scheme">Which.</param>
/// <param name="Parameter">How strict it is: votes m, or the acceptable error 1 − θ.</param>
/// <param name="Sabotage">Chance s that a saboteur's result is wrong.</param>
/// <param name="Error">Share of the accepted results that are wrong.</param>
/// <param name="Redundancy">Work done for each entry, checks among it.</param>
/// <param name="Undecided">Share of the entries without a result in the end.</param>
public sealed record CurvePoint(string Scheme, double Parameter, double Sabotage, Estimate Error, double Redundancy, double Undecided);
