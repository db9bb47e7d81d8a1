namespace Ect.Simulation.Certification;

/// <summary>What saboteurs have in common.</summary>
public enum Collusion
{
    /// <summary>Nothing: no two false results are equal.</summary>
    None,

    /// <summary>False results of an entry are equal; each saboteur chooses by itself where it lies. What Sarmenta assumes.</summary>
    Agreeing,

    /// <summary>They also lie on the same entries. Beyond what the credibility of groups assumes.</summary>
    Coordinated,
}
