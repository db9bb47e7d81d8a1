using Ect.Ethereum;

namespace Ect.Worker.Chain;

/// <summary>What is known of a deal's draw.</summary>
/// <param name="Roster">Number of the pool's roster at the match; 0: it had none.</param>
/// <param name="Seats">Workers seated at the match.</param>
/// <param name="Seed">What decides; null while that is not to be had.</param>
public sealed record KnownDraw(uint Roster, uint Seats, Bytes32? Seed);
