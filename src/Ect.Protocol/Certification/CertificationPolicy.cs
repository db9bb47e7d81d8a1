namespace Ect.Protocol.Certification;

/// <summary>How the results of a batch are certified.</summary>
/// <param name="Rule">When a work entry has its result.</param>
public sealed record CertificationPolicy(AcceptanceRule Rule)
{
    /// <summary>Assumed bound f of the share of workers that may err, above 0, below 1. The contracts' newcomers have 1/5.</summary>
    public double Faulty { get; init; } = 0.2;

    /// <summary>Chance q that what a worker is given is a spot-check, from 0, below 1.</summary>
    public double CheckRate { get; init; }

    /// <summary>What becomes of workers that fail a spot-check.</summary>
    public Sanction Sanction { get; init; }
}
