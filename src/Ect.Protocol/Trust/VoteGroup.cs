using Ect.Ethereum;

namespace Ect.Protocol.Trust;

/// <summary>Workers that found the same result.</summary>
/// <param name="ResultHash">What they voted for.</param>
/// <param name="Votes">How many they are.</param>
/// <param name="Bits">Their evidence together.</param>
public readonly record struct VoteGroup(Bytes32 ResultHash, int Votes, int Bits);
