namespace Ect.Simulation;

/// <summary>
/// The rules that keep attacks unprofitable, each with a switch: as the contracts have them when all are on. A study that
/// finds no attack with the rules on must find one with a rule off, or it shows nothing.
/// </summary>
public sealed record Rules
{
    /// <summary>The protocol as it is.</summary>
    public static Rules AsSpecified { get; } = new();

    /// <summary>Workers open their results only after all commitments are anchored. Off: results can be seen before one's own is given.</summary>
    public bool CommitBeforeOpening { get; init; } = true;

    /// <summary>Who contributed a wrong result loses its stake. Off: it loses only the reward.</summary>
    public bool SlashStake { get; init; } = true;

    /// <summary>Only drawn workers may contribute. Off: who comes first.</summary>
    public bool DrawWorkers { get; init; } = true;

    /// <summary>Reputation counts protocol shares that were burned. Off: it counts the same for nothing.</summary>
    public bool ReputationCostsFees { get; init; } = true;

    /// <summary>Penalties are burned once the payer has back what the protocol took. Off: they go to those who agreed.</summary>
    public bool BurnPenalties { get; init; } = true;

    /// <summary>No more dissent can be punished than the settlement declared and outweighed. Off: any.</summary>
    public bool BoundDissent { get; init; } = true;

    /// <summary>A drawn worker may contribute on chain without the scheduler from four durations on. Off: never.</summary>
    public bool SelfAssignment { get; init; } = true;

    /// <summary>Declining burns a tenth of the scheduler's stake. Off: it is free.</summary>
    public bool PunishDeclining { get; init; } = true;

    /// <summary>The scheduler's stake for a task on which workers did not agree is burned. Off: the payer gets it.</summary>
    public bool BurnStakeOfFailedTask { get; init; } = true;
}
