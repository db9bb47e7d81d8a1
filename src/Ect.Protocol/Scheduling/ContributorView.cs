using Ect.Ethereum;
using Ect.Protocol.Trust;

namespace Ect.Protocol.Scheduling;

/// <summary>A contributor as the chain shows it.</summary>
/// <param name="Worker">The worker.</param>
/// <param name="Commitment">Its commitment.</param>
/// <param name="RevealedHash">What it revealed on chain; zero if it did not.</param>
/// <param name="Bits">What its vote weighs by its reputation on chain and the deal's value, in bits.</param>
public sealed record ContributorView(Address Worker, Bytes32 Commitment, Bytes32 RevealedHash, int Bits = Evidence.NewcomerBits);
