using Ect.Ethereum;

namespace Ect.Protocol.Epochs;

/// <summary>An opened contribution.</summary>
/// <param name="Worker">Whose.</param>
/// <param name="Digest">Content root of its result.</param>
/// <param name="DataHash">Zero for a plain result, 1 if the application failed, else the hash of the consumer's data.</param>
/// <param name="Bits">What the vote weighs by the reputation in the worker's seat.</param>
/// <param name="IsEligible">Whether the hub would pay it: seated in time and drawn at the time of the anchor.</param>
public sealed record EpochVote(Address Worker, Bytes32 Digest, Bytes32 DataHash, int Bits, bool IsEligible);
