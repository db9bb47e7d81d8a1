using Ect.Contracts;

namespace Ect.Sdk.Matchmaking;

/// <summary>What the matchmaker answered, and why.</summary>
/// <param name="Found">The contract's answer; its pool is zero if none would do.</param>
/// <param name="Gas">What the question costs a contract, at the newest block.</param>
/// <param name="Requirements">The requirements' program.</param>
/// <param name="Rank">The rank's program; empty unless the policy is by rank.</param>
/// <param name="Block">Height of the block that was looked at.</param>
/// <param name="Described">Pools in the whole walk.</param>
/// <param name="Candidates">The pools that were looked at, in the order of the walk, judged here: the answer was compared with them. With FirstFit also those behind the one found.</param>
public sealed record PoolSearch(PoolFound Found, ulong Gas, byte[] Requirements, byte[] Rank, ulong Block, ulong Described, IReadOnlyList<PoolCandidate> Candidates);
