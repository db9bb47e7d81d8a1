using Ect.Ethereum;
using Ect.Ethereum.Abi;

namespace Ect.Protocol.Epochs;

/// <summary>What an anchor proves to have been there before any result was told.</summary>
/// <param name="Task">The task.</param>
/// <param name="Worker">The worker.</param>
/// <param name="Commitment">Its commitment.</param>
public readonly record struct AnchoredCommitment(Bytes32 Task, Address Worker, Bytes32 Commitment)
{
    private static readonly AbiType[] Types = [AbiType.Bytes32, AbiType.Address, AbiType.Bytes32];

    /// <summary>keccak256(abi.encode(task, worker, commitment)).</summary>
    public Bytes32 Leaf => AbiCodec.Hash(Types, Task, Worker, Commitment);
}
