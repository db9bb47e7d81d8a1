using System.Security.Cryptography;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Ethereum.Abi;

namespace Ect.Protocol.Contributions;

/// <summary>
/// A worker's promise of a result that nobody can read: the salt keeps a result of few possible values from being
/// guessed, the worker's address keeps the commitment from being copied.
/// </summary>
public static class Commitment
{
    private static readonly AbiType[] Types = [AbiType.Bytes32, AbiType.Address, AbiType.Bytes32, AbiType.Bytes32];

    /// <summary>keccak256(abi.encode(task, worker, resultHash, salt)).</summary>
    public static Bytes32 Of(Bytes32 taskId, Address worker, Bytes32 resultHash, Bytes32 salt) => AbiCodec.Hash(Types, taskId, worker, resultHash, salt);

    /// <summary>The commitment that an opening opens.</summary>
    public static Bytes32 Of(Bytes32 taskId, Opening opening) => Of(taskId, opening.Worker, opening.ResultHash, opening.Salt);

    /// <summary>A new secret salt from the system's random source. Keep it until the task is settled: without it there is no reward.</summary>
    public static Bytes32 NewSalt() => Bytes32.FromBytes(RandomNumberGenerator.GetBytes(Bytes32.Size));
}
