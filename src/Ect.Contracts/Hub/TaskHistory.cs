namespace Ect.Contracts;

/// <summary>All that the chain's events tell of a task.</summary>
/// <param name="Contributors">Everybody who committed, in the order of their commitments.</param>
/// <param name="RevealDeadline">Last second of the reveal phase, Unix time; null if it was never opened.</param>
/// <param name="Completion">The agreed result; null unless completed.</param>
/// <param name="FailedAt">Where the claim stands; null unless claimed.</param>
/// <param name="SettledBy">The epoch's settlement that completed it; null on the direct path.</param>
public sealed record TaskHistory(
    IReadOnlyList<TaskContributor> Contributors,
    ulong? RevealDeadline,
    TaskCompletion? Completion,
    LogPosition? FailedAt,
    SettledPages? SettledBy = null);
