using System.Text.Json.Serialization;
using Ect.Ethereum;

namespace Ect.Worker.Epochs;

/// <summary>A settlement that this worker has signed: the content of a file in the journal.</summary>
internal sealed record SignedSettlement
{
    /// <summary>The EIP-712 digest that was signed.</summary>
    public required Bytes32 Digest { get; init; }

    public required Address Scheduler { get; init; }

    public required ulong Epoch { get; init; }

    /// <summary>Root of the epoch's commitments.</summary>
    public required Bytes32 Anchor { get; init; }

    /// <summary>Root of the results: the chain shows it once the settlement was executed.</summary>
    public required Bytes32 ResultRoot { get; init; }

    /// <summary>For which it pays this worker.</summary>
    public required IReadOnlyList<Bytes32> Tasks { get; init; }

    /// <summary>64 bytes, EIP-2098.</summary>
    public required byte[] Signature { get; init; }

    public required DateTimeOffset SignedAt { get; init; }
}

[JsonSourceGenerationOptions(
    WriteIndented = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SignedSettlement))]
internal sealed partial class SettlementJson : JsonSerializerContext;
