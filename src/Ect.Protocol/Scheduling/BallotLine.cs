using Ect.Ethereum;

namespace Ect.Protocol.Scheduling;

/// <summary>One contributor's vote.</summary>
/// <param name="Worker">The contributor.</param>
/// <param name="Bits">What its vote weighs.</param>
/// <param name="Vote">What it found; zero while that is not known.</param>
/// <param name="Stored">What it revealed on chain; zero if it did not.</param>
/// <param name="Salt">Of an opening that is not on chain.</param>
internal readonly record struct BallotLine(Address Worker, int Bits, Bytes32 Vote, Bytes32 Stored, Bytes32 Salt);
