using System.Numerics;
using System.Text.Json.Serialization;

namespace Ect.Ethereum.Rpc;

/// <summary>A transaction as a node reports it.</summary>
/// <param name="Hash">Its hash.</param>
/// <param name="From">The sender.</param>
/// <param name="To">The receiver; null for a deployment.</param>
/// <param name="Nonce">The sender's number for it.</param>
/// <param name="Value">Wei sent.</param>
/// <param name="Input">The call's data.</param>
/// <param name="Gas">The gas limit.</param>
/// <param name="BlockNumber">Height of its block; null while it waits.</param>
/// <param name="BlockHash">Hash of its block; null while it waits.</param>
/// <param name="GasPrice">Wei per gas of a legacy transaction, or the effective price.</param>
/// <param name="MaxFeePerGas">The most wei per gas it pays; null for a legacy transaction.</param>
/// <param name="MaxPriorityFeePerGas">Its tip in wei per gas; null for a legacy transaction.</param>
public sealed record TransactionInfo(
    Bytes32 Hash,
    Address From,
    Address? To,
    ulong Nonce,
    BigInteger Value,
    byte[] Input,
    ulong Gas,
    ulong? BlockNumber = null,
    Bytes32? BlockHash = null,
    BigInteger? GasPrice = null,
    BigInteger? MaxFeePerGas = null,
    BigInteger? MaxPriorityFeePerGas = null)
{
    /// <summary>Whether it stands in a block.</summary>
    [JsonIgnore]
    public bool IsMined => BlockHash is not null;
}
