namespace Ect.Scheduler.Status;

/// <summary>One change of state.</summary>
/// <param name="From">State before; null at the beginning.</param>
/// <param name="To">State after.</param>
/// <param name="At">When.</param>
/// <param name="Evidence">Why: a transaction, a timeout, a message.</param>
public sealed record StateChange(string? From, string To, DateTimeOffset At, string Evidence);
