using Ect.Ethereum;

namespace Ect.Protocol.Orders;

/// <summary>What the chain says of one order.</summary>
/// <param name="Signer">Owner of the asset, who must have signed; null if it is not registered. Of a request, whose signer is in the order, any value.</param>
/// <param name="Consumed">Tasks already matched of the order; uint.MaxValue if it was cancelled.</param>
/// <param name="IsPreSigned">Whether the signer declared the order on chain.</param>
/// <param name="SignerIsContract">Whether the signer has code: then only the chain can judge its signature (ERC-1271).</param>
public sealed record OrderFacts(Address? Signer, uint Consumed, bool IsPreSigned = false, bool SignerIsContract = false);
