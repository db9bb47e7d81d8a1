using Ect.Ethereum;
using Ect.Ethereum.Abi;

namespace Ect.Protocol.Contributions;

/// <summary>
/// What votes are counted on: keccak256(abi.encode(digest, dataHash)), as <c>TaskHash</c> in Task.sol. Never zero, which
/// would mean silence.
/// </summary>
public static class ResultHash
{
    /// <summary>Longest data for a consumer, in bytes: workers make none longer, and schedulers take none that no transaction could carry.</summary>
    public const int MaxCallbackBytes = 4096;

    private static readonly AbiType[] Types = [AbiType.Bytes32, AbiType.Bytes32];

    /// <summary>Stands in the place of a data hash where the deal has no callback.</summary>
    public static Bytes32 NoData { get; } = Bytes32.Zero;

    /// <summary>Stands in the place of a data hash where the application failed. No data hashes to it.</summary>
    public static Bytes32 AppFailed { get; } = Bytes32.Parse("0x" + new string('0', 63) + "1");

    /// <summary>The hash that goes with a result's digest.</summary>
    /// <param name="callbackData">The consumer's data, maybe empty; null where the deal has no callback.</param>
    public static Bytes32 DataHash(byte[]? callbackData) => callbackData is null ? NoData : Keccak256.Hash(callbackData);

    /// <summary>The hash of a result.</summary>
    /// <param name="digest">sha2-256 of the result tree's root block.</param>
    /// <param name="callbackData">The consumer's data, maybe empty; null where the deal has no callback.</param>
    public static Bytes32 Of(Bytes32 digest, byte[]? callbackData) => OfData(digest, DataHash(callbackData));

    /// <summary>
    /// The result of an application that failed in a way that every worker sees alike (it trapped, ran out of fuel,
    /// returned an error): workers are paid for finding that, the app's price goes back to the requester.
    /// </summary>
    /// <param name="digest">sha2-256 of the root block of what the application left behind (its outputs' text, the reason).</param>
    public static Bytes32 OfFailure(Bytes32 digest) => OfData(digest, AppFailed);

    /// <summary>The hash of a result whose data is known by its hash alone, as a reveal on chain shows it.</summary>
    public static Bytes32 OfData(Bytes32 digest, Bytes32 dataHash) => AbiCodec.Hash(Types, digest, dataHash);
}
