namespace Ect.Sdk.Tasks;

/// <summary>What anybody may do for a task whose scheduler and workers leave it open.</summary>
public enum PublicStep
{
    /// <summary>Nothing: it has ended, or it is the turn of its workers.</summary>
    None,

    /// <summary>Open the reveal phase: it has contributors, and the time for more is over.</summary>
    OpenReveal,

    /// <summary>Finalise it from what was revealed on chain.</summary>
    Finalize,

    /// <summary>Claim it: who paid is refunded.</summary>
    Claim,
}
