using System.Text.Json.Serialization;

namespace Ect.Ethereum.Rpc;

/// <summary>An event record that a contract wrote.</summary>
/// <param name="Address">The contract.</param>
/// <param name="Topics">Up to four; the first is the event's signature hash.</param>
/// <param name="Data">The encoded values that are not indexed.</param>
/// <param name="BlockNumber">The block's height; 0 while pending.</param>
/// <param name="BlockHash">The block's hash; zero while pending.</param>
/// <param name="TransactionHash">The transaction that caused it.</param>
/// <param name="LogIndex">Position among the block's logs.</param>
/// <param name="Removed">Whether a re-organisation took the block away.</param>
public sealed record Log(
    Address Address,
    IReadOnlyList<Bytes32> Topics,
    byte[] Data,
    [property: JsonConverter(typeof(OptionalHeightJsonConverter))] ulong BlockNumber,
    [property: JsonConverter(typeof(OptionalHashJsonConverter))] Bytes32 BlockHash,
    [property: JsonConverter(typeof(OptionalHashJsonConverter))] Bytes32 TransactionHash,
    [property: JsonConverter(typeof(OptionalHeightJsonConverter))] ulong LogIndex,
    bool Removed = false);
