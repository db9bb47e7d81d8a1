using System.Numerics;

namespace Ect.Ethereum;

/// <summary>A call of a contract, ready to be sent in a transaction or tried by eth_call.</summary>
/// <param name="To">The contract.</param>
/// <param name="Data">Selector and encoded arguments.</param>
/// <param name="Value">Wei to send along.</param>
public record ContractCall(Address To, byte[] Data, BigInteger Value);
