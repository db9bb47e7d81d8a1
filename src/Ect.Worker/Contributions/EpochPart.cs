using Ect.Ethereum;

namespace Ect.Worker.Contributions;

/// <summary>A contribution's way through an epoch.</summary>
internal sealed record EpochPart
{
    /// <summary>This worker's signature over the contribution: it can be punished with it, and sends no other.</summary>
    public required byte[] Signature { get; init; }

    /// <summary>The epoch that the scheduler named last; null before it did.</summary>
    public ulong? Number { get; init; }

    /// <summary>The scheduler's signed receipt of <see cref="ReceiptEpoch"/>, which proves that it had the commitment; null before it came.</summary>
    public byte[]? Receipt { get; init; }

    /// <summary>The epoch of the receipt, not of <see cref="Number"/>: the earliest for which one came. It is good for that epoch's settlement and all later ones.</summary>
    public ulong? ReceiptEpoch { get; init; }

    /// <summary>The epoch's root, under which the chain has the commitment; null before the anchor.</summary>
    public Bytes32? Root { get; init; }

    /// <summary>The scheduler's last sign of life for this contribution.</summary>
    public required DateTimeOffset ProgressAt { get; init; }

    /// <summary>With this receipt, unless the one at hand is as good: a receipt of an earlier epoch proves more.</summary>
    public EpochPart WithReceipt(ulong epoch, byte[] signature) =>
        ReceiptEpoch <= epoch ? this : this with { Receipt = signature, ReceiptEpoch = epoch };
}
