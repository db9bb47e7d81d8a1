using System.Numerics;

namespace Ect.Ethereum.Transactions;

/// <summary>A transaction of type 1 (EIP-2930).</summary>
public sealed record AccessListTransaction : UnsignedTransaction
{
    internal const byte Type = 1;

    /// <summary>Wei per gas.</summary>
    public required BigInteger GasPrice { get; init; }

    /// <summary>Announced accounts and slots.</summary>
    public IReadOnlyList<AccessListEntry> AccessList { get; init; } = [];

    /// <inheritdoc/>
    public override BigInteger MaxFee => GasPrice * GasLimit;

    internal override byte[] EncodeSigned(Signature signature) => EncodeFields(Tail(signature.YParity, signature));

    private protected override byte[] EncodeFields(IEnumerable<RlpItem> tail) => Envelope(Type,
    [
        Fields.Of(ChainId ?? throw new InvalidOperationException("A transaction of type 1 names its chain.")),
        Fields.Of(Nonce), Fields.Of(GasPrice), Fields.Of(GasLimit), Fields.Of(To), Fields.Of(Value), new RlpString(Data), Fields.Of(AccessList), .. tail,
    ]);
}
