namespace Ect.Worker.Guardian;

/// <summary>What the guardian of a contribution on the epoch path has to know besides.</summary>
/// <param name="IsTaken">An epoch settled the task, or it is on the direct path: its status tells which.</param>
/// <param name="IsPaid">The chain has a settlement that this worker signed with its result of the task.</param>
/// <param name="CanStake">This worker has the stake free that the direct path locks.</param>
/// <param name="SignedAt">When it last signed a settlement with the task, Unix seconds; 0 if it never did.</param>
internal sealed record EpochPathView(bool IsTaken, bool IsPaid, bool CanStake, ulong SignedAt);
