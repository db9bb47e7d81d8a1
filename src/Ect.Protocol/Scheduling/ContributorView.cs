using Ect.Ethereum;

namespace Ect.Protocol.Scheduling;

/// <summary>A contributor as the chain shows it.</summary>
/// <param name="Worker">The worker.</param>
/// <param name="Commitment">Its commitment.</param>
/// <param name="RevealedHash">What it revealed on chain; zero if it did not.</param>
public sealed record ContributorView(Address Worker, Bytes32 Commitment, Bytes32 RevealedHash);
