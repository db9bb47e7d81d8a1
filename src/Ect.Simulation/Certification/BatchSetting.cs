using Ect.Protocol.Certification;

namespace Ect.Simulation.Certification;

/// <summary>A batch of work for a pool of workers, some of whom are saboteurs.</summary>
/// <param name="Policy">How results are certified.</param>
public sealed record BatchSetting(CertificationPolicy Policy)
{
    /// <summary>Work entries N.</summary>
    public int Entries { get; init; } = 2_000;

    /// <summary>Workers P.</summary>
    public int Workers { get; init; } = 100;

    /// <summary>Chance f that a worker is a saboteur, each by itself, as the formulas have it: a run has more or fewer of them.</summary>
    public double Faulty { get; init; } = 0.2;

    /// <summary>Chance s that a saboteur's result is wrong.</summary>
    public double Sabotage { get; init; } = 1;

    /// <summary>What saboteurs have in common.</summary>
    public Collusion Collusion { get; init; } = Collusion.Agreeing;
}
