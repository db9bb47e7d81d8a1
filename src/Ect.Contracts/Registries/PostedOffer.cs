using System.Numerics;
using Ect.Ethereum;

namespace Ect.Contracts;

/// <summary>That an owner let an offer stand on chain; a later one of the same asset takes its place.</summary>
/// <param name="Kind">App, dataset or pool.</param>
/// <param name="Asset">Token id of what it offers.</param>
/// <param name="Owner">Who owned the asset then, and signed the offer.</param>
/// <param name="OrderHash">The order's EIP-712 digest.</param>
public sealed record PostedOffer(OrderKind Kind, BigInteger Asset, Address Owner, Bytes32 OrderHash);
