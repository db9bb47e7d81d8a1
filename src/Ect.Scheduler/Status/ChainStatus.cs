namespace Ect.Scheduler.Status;

/// <summary>How far the chain is read.</summary>
/// <param name="ChainId">The chain's id.</param>
/// <param name="Block">The newest block applied; null before the first.</param>
/// <param name="BlockTime">Its time.</param>
/// <param name="ReadAt">When the chain was last read; null before the first time.</param>
/// <param name="Reorgs">Re-orgs seen since the start.</param>
/// <param name="Error">Why the chain cannot be read now; null while it can.</param>
public sealed record ChainStatus(ulong ChainId, ulong? Block, DateTimeOffset? BlockTime, DateTimeOffset? ReadAt, int Reorgs, string? Error);
