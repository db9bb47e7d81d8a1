using System.Numerics;

namespace Ect.Ethereum.Transactions;

/// <summary>A transaction of the first kind, with replay protection by EIP-155 when it names its chain.</summary>
public sealed record LegacyTransaction : UnsignedTransaction
{
    /// <summary>Wei per gas.</summary>
    public required BigInteger GasPrice { get; init; }

    /// <inheritdoc/>
    public override BigInteger MaxFee => GasPrice * GasLimit;

    internal override byte[] EncodeSigned(Signature signature)
    {
        var v = ChainId is { } chain ? ((BigInteger)chain * 2) + 35 + signature.YParity : signature.V;
        return EncodeFields(Tail(v, signature));
    }

    private protected override byte[] EncodeFields(IEnumerable<RlpItem> tail) =>
        Envelope(null, [Fields.Of(Nonce), Fields.Of(GasPrice), Fields.Of(GasLimit), Fields.Of(To), Fields.Of(Value), new RlpString(Data), .. tail]);

    private protected override IEnumerable<RlpItem> SigningTail() =>
        ChainId is { } chain ? [Fields.Of(chain), Fields.Of(0), Fields.Of(0)] : [];
}
