namespace Ect.Protocol.Epochs;

/// <summary>What waits for the next anchor.</summary>
/// <param name="Count">Commitments.</param>
/// <param name="Oldest">How long the first of them has waited.</param>
/// <param name="Computing">Workers on the epoch path that have not committed yet.</param>
/// <param name="Unanchored">Epochs whose anchor is not on chain yet.</param>
/// <param name="Unproposed">Epochs that have yet to propose a settlement, those included: each may take tasks that are left.</param>
/// <param name="Live">Epochs that are closed and not settled, all of these included.</param>
/// <param name="Left">Tasks that earlier epochs had no room for: they are agreed on and need no commitment, only an epoch.</param>
/// <param name="Fill">Settlements that they fill.</param>
public sealed record GatheredCommitments(int Count, TimeSpan Oldest, int Computing, int Unanchored, int Unproposed, int Live, int Left, int Fill);
