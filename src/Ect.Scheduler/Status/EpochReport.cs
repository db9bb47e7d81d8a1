using Ect.Ethereum;

namespace Ect.Scheduler.Status;

/// <summary>An epoch that is closed and not settled.</summary>
/// <param name="Number">Its number.</param>
/// <param name="State">Closed, Anchored, Proposed or Settling.</param>
/// <param name="Reason">Why it stands where it stands, for people; null if there is nothing to say.</param>
/// <param name="Signers">Who must sign its settlement; empty before the proposal.</param>
/// <param name="ChangedAt">When the state last changed.</param>
public sealed record EpochReport(ulong Number, string State, string? Reason, IReadOnlyList<Address> Signers, DateTimeOffset ChangedAt);
