using Ect.Simulation.Studies;

namespace Ect.Simulation.Grid.Qos;

/// <summary>A statement of the paper, and what the runs show.</summary>
/// <param name="Claim">What the statement is about.</param>
/// <param name="Case">In which circumstances.</param>
/// <param name="Relation">How the number is to stand to what is stated.</param>
/// <param name="Stated">What is stated.</param>
/// <param name="Seen">What is seen.</param>
public sealed record QosClaim(string Claim, string Case, Relation Relation, double Stated, Estimate Seen)
{
    /// <summary>Whether it holds.</summary>
    public Verdict Verdict => Relation.Judge(Stated, Seen.Low, Seen.High);
}
