using System.Numerics;

namespace Ect.Ethereum.Rpc;

/// <summary>What a mined transaction did.</summary>
/// <param name="TransactionHash">Its hash.</param>
/// <param name="BlockNumber">Height of its block.</param>
/// <param name="BlockHash">Hash of its block.</param>
/// <param name="TransactionIndex">Its place in the block.</param>
/// <param name="From">The sender.</param>
/// <param name="To">The receiver; null for a deployment.</param>
/// <param name="ContractAddress">The deployed contract; null otherwise.</param>
/// <param name="Status">1 when it succeeded, 0 when it was reverted.</param>
/// <param name="GasUsed">Gas it used.</param>
/// <param name="EffectiveGasPrice">Wei paid per gas.</param>
/// <param name="Logs">The events it caused.</param>
public sealed record TransactionReceipt(
    Bytes32 TransactionHash,
    ulong BlockNumber,
    Bytes32 BlockHash,
    ulong TransactionIndex,
    Address From,
    Address? To,
    Address? ContractAddress,
    ulong Status,
    ulong GasUsed,
    BigInteger EffectiveGasPrice,
    IReadOnlyList<Log> Logs)
{
    /// <summary>Whether the transaction took effect.</summary>
    public bool Succeeded => Status == 1;

    /// <summary>Wei that the sender paid for gas.</summary>
    public BigInteger Fee => EffectiveGasPrice * GasUsed;
}
