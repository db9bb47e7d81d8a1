namespace Ect.Sdk.Matchmaking;

/// <summary>What describing a pool did.</summary>
/// <param name="Description">The pool afterwards.</param>
/// <param name="Gas">Gas that it took; null if nothing was to be changed.</param>
public sealed record DescribeOutcome(PoolDescription Description, ulong? Gas);
