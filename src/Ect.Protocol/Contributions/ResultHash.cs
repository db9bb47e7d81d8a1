using Ect.Ethereum;
using Ect.Ethereum.Abi;

namespace Ect.Protocol.Contributions;

/// <summary>What votes are counted on. Never zero, which would mean silence.</summary>
public static class ResultHash
{
    private static readonly AbiType[] Types = [AbiType.Bytes32, AbiType.Bytes32];
    private static readonly Bytes32 FailureMark = Keccak256.Hash("ECT application failure");

    /// <summary>
    /// The digest itself where the deal has no callback; else keccak256(abi.encode(digest, keccak256(callbackData))),
    /// so that the votes are on the consumer's data too.
    /// </summary>
    /// <param name="digest">sha2-256 of the result tree's root block.</param>
    /// <param name="callbackData">The consumer's data, maybe empty; null where the deal has no callback.</param>
    public static Bytes32 Of(Bytes32 digest, byte[]? callbackData) =>
        callbackData is null ? digest : AbiCodec.Hash(Types, digest, Keccak256.Hash(callbackData));

    /// <summary>
    /// The result of an application that failed in a way that every worker sees alike (it trapped, ran out of fuel,
    /// returned an error): workers are paid for finding that, the app's and dataset's prices go back to the requester.
    /// </summary>
    /// <param name="digest">sha2-256 of the root block of what the application left behind (its outputs' text, the reason).</param>
    public static Bytes32 OfFailure(Bytes32 digest) => AbiCodec.Hash(Types, digest, FailureMark);
}
