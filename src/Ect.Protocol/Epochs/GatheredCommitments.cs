namespace Ect.Protocol.Epochs;

/// <summary>What waits for the next anchor.</summary>
/// <param name="Count">Commitments.</param>
/// <param name="Oldest">How long the first of them has waited.</param>
/// <param name="Computing">Workers on the epoch path that have not committed yet.</param>
/// <param name="Unanchored">Epochs whose anchor is not on chain yet.</param>
/// <param name="Live">Epochs that are closed and not settled, these included.</param>
public sealed record GatheredCommitments(int Count, TimeSpan Oldest, int Computing, int Unanchored, int Live);
