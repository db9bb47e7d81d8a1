using System.Numerics;

namespace Ect.Ethereum;

/// <summary>A call of a contract whose answer has a type.</summary>
/// <param name="To">The contract.</param>
/// <param name="Data">Selector and encoded arguments.</param>
/// <param name="Value">Wei to send along.</param>
/// <param name="Decode">Reads the answer's bytes.</param>
public sealed record ContractCall<TResult>(Address To, byte[] Data, BigInteger Value, Func<byte[], TResult> Decode) : ContractCall(To, Data, Value);
