using Ect.Simulation.Studies;

namespace Ect.Simulation.Certification;

/// <summary>A statement about a number, and what the runs show.</summary>
/// <param name="Claim">What the statement is about.</param>
/// <param name="Case">In which circumstances.</param>
/// <param name="Relation">How the number is to stand to what is stated.</param>
/// <param name="Stated">What is stated.</param>
/// <param name="Seen">What is seen.</param>
/// <param name="Redundancy">Work done for each entry, checks among it.</param>
public sealed record ClaimRow(string Claim, string Case, Relation Relation, double Stated, Estimate Seen, double Redundancy)
{
    /// <summary>Whether it holds.</summary>
    public Verdict Verdict => Relation.Judge(Stated, Seen.Low, Seen.High);
}
