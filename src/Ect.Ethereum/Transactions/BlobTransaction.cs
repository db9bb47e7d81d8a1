using System.Numerics;

namespace Ect.Ethereum.Transactions;

/// <summary>A transaction of type 3 (EIP-4844) in its block form, without the blobs themselves. Read from chains, not sent by ECT.</summary>
public sealed record BlobTransaction : UnsignedTransaction
{
    internal const byte Type = 3;

    /// <summary>The most wei per gas for the block's producer.</summary>
    public required BigInteger MaxPriorityFeePerGas { get; init; }

    /// <summary>The most wei per gas in all.</summary>
    public required BigInteger MaxFeePerGas { get; init; }

    /// <summary>The most wei per gas of blobs.</summary>
    public required BigInteger MaxFeePerBlobGas { get; init; }

    /// <summary>Versioned hashes of the blobs' commitments.</summary>
    public IReadOnlyList<Bytes32> BlobVersionedHashes { get; init; } = [];

    /// <summary>Announced accounts and slots.</summary>
    public IReadOnlyList<AccessListEntry> AccessList { get; init; } = [];

    /// <inheritdoc/>
    public override BigInteger MaxFee => (MaxFeePerGas * GasLimit) + (MaxFeePerBlobGas * BlobVersionedHashes.Count << 17);

    internal override byte[] EncodeSigned(Signature signature) => EncodeFields(Tail(signature.YParity, signature));

    private protected override byte[] EncodeFields(IEnumerable<RlpItem> tail) => Envelope(Type,
    [
        Fields.Of(ChainId ?? throw new InvalidOperationException("A transaction of type 3 names its chain.")),
        Fields.Of(Nonce), Fields.Of(MaxPriorityFeePerGas), Fields.Of(MaxFeePerGas), Fields.Of(GasLimit),
        Fields.Of(To ?? throw new InvalidOperationException("A transaction of type 3 has a receiver.")),
        Fields.Of(Value), new RlpString(Data), Fields.Of(AccessList), Fields.Of(MaxFeePerBlobGas),
        new RlpList([.. BlobVersionedHashes.Select(hash => new RlpString(hash.ToBytes()))]), .. tail,
    ]);
}
