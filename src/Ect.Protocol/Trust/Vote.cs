using Ect.Ethereum;

namespace Ect.Protocol.Trust;

/// <summary>One worker's word on a task.</summary>
/// <param name="ResultHash">What it found; zero is silence and counts for nobody.</param>
/// <param name="Bits">What its word weighs, <see cref="Evidence.NewcomerBits"/> to <see cref="Evidence.MostVoteBits"/>.</param>
public readonly record struct Vote(Bytes32 ResultHash, int Bits = Evidence.NewcomerBits);
