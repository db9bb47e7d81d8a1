namespace Ect.Protocol.Certification;

/// <summary>Workers that one may ask for one more result.</summary>
/// <param name="Doubt">1 − their credibility, above 0, below 1/2: others would say nothing.</param>
/// <param name="Cost">What a result of theirs costs, in any unit.</param>
public readonly record struct VoterClass(double Doubt, double Cost);
