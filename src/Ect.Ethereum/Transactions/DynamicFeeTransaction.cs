using System.Numerics;

namespace Ect.Ethereum.Transactions;

/// <summary>A transaction of type 2 (EIP-1559): it pays the block's base fee and a tip, up to a maximum.</summary>
public sealed record DynamicFeeTransaction : UnsignedTransaction
{
    internal const byte Type = 2;

    /// <summary>The most wei per gas for the block's producer.</summary>
    public required BigInteger MaxPriorityFeePerGas { get; init; }

    /// <summary>The most wei per gas in all.</summary>
    public required BigInteger MaxFeePerGas { get; init; }

    /// <summary>Announced accounts and slots.</summary>
    public IReadOnlyList<AccessListEntry> AccessList { get; init; } = [];

    /// <inheritdoc/>
    public override BigInteger MaxFee => MaxFeePerGas * GasLimit;

    internal override byte[] EncodeSigned(Signature signature) => EncodeFields(Tail(signature.YParity, signature));

    private protected override byte[] EncodeFields(IEnumerable<RlpItem> tail) => Envelope(Type,
    [
        Fields.Of(ChainId ?? throw new InvalidOperationException("A transaction of type 2 names its chain.")),
        Fields.Of(Nonce), Fields.Of(MaxPriorityFeePerGas), Fields.Of(MaxFeePerGas), Fields.Of(GasLimit), Fields.Of(To), Fields.Of(Value), new RlpString(Data), Fields.Of(AccessList), .. tail,
    ]);
}
