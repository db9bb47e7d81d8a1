using System.Numerics;

namespace Ect.Ethereum.Rpc;

/// <summary>Fees of a range of blocks.</summary>
/// <param name="OldestBlock">Height of the first block.</param>
/// <param name="BaseFeePerGas">Wei per gas of each block, and of the one after the last.</param>
/// <param name="Reward">For each block the tips at the asked percentiles; null when none were asked.</param>
public sealed record FeeHistory(ulong OldestBlock, IReadOnlyList<BigInteger> BaseFeePerGas, IReadOnlyList<IReadOnlyList<BigInteger>>? Reward = null);
