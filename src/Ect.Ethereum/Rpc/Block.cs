using System.Numerics;

namespace Ect.Ethereum.Rpc;

/// <summary>A block's header and the hashes of its transactions.</summary>
/// <param name="Number">Height.</param>
/// <param name="Hash">Hash.</param>
/// <param name="ParentHash">The previous block's hash.</param>
/// <param name="Timestamp">Unix time in seconds.</param>
/// <param name="GasLimit">Most gas the block may use.</param>
/// <param name="GasUsed">Gas it used.</param>
/// <param name="BaseFeePerGas">Wei per gas that is burned; null before EIP-1559.</param>
/// <param name="Transactions">Hashes in order; absent in a subscription's heads.</param>
/// <param name="LogsBloom">Which contracts and topics its logs may have; see <see cref="Bloom"/>. Null where the node does not tell.</param>
public sealed record Block(
    ulong Number,
    Bytes32 Hash,
    Bytes32 ParentHash,
    ulong Timestamp,
    ulong GasLimit,
    ulong GasUsed,
    BigInteger? BaseFeePerGas = null,
    IReadOnlyList<Bytes32>? Transactions = null,
    byte[]? LogsBloom = null);
