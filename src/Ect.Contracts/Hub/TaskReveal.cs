using Ect.Ethereum;

namespace Ect.Contracts;

/// <summary>A result revealed on chain.</summary>
/// <param name="Digest">Content root of the result tree.</param>
/// <param name="DataHash">Zero, one if the application failed, or the hash of the consumer's data.</param>
public sealed record TaskReveal(Bytes32 Digest, Bytes32 DataHash);
