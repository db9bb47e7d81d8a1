using System.Numerics;

namespace Ect.Ethereum.Transactions;

/// <summary>What a transaction says before it is signed.</summary>
public abstract record UnsignedTransaction
{
    private protected UnsignedTransaction()
    {
    }

    /// <summary>The chain it is valid on; null only for a legacy transaction without replay protection.</summary>
    public ulong? ChainId { get; init; }

    /// <summary>The sender's count of earlier transactions.</summary>
    public required ulong Nonce { get; init; }

    /// <summary>The most gas it may use.</summary>
    public required ulong GasLimit { get; init; }

    /// <summary>The receiver; null deploys a contract.</summary>
    public Address? To { get; init; }

    /// <summary>Wei to send.</summary>
    public BigInteger Value { get; init; }

    /// <summary>The call's data, or the init code of a deployment.</summary>
    public byte[] Data { get; init; } = [];

    /// <summary>The most wei it can cost, beside its value.</summary>
    public abstract BigInteger MaxFee { get; }

    /// <summary>The digest that the sender signs.</summary>
    public Bytes32 Digest => Keccak256.Hash(Encode());

    /// <summary>The bytes whose hash is signed.</summary>
    public byte[] Encode() => EncodeFields(SigningTail());

    /// <summary>Signs it.</summary>
    public SignedTransaction Sign(PrivateKey key) => new(this, key.Sign(Digest));

    /// <summary>Reads the bytes that <see cref="Encode"/> writes.</summary>
    /// <exception cref="FormatException">Not a canonical encoding of a known kind of transaction.</exception>
    public static UnsignedTransaction Decode(ReadOnlySpan<byte> bytes) => TransactionDecoder.DecodeUnsigned(bytes);

    internal abstract byte[] EncodeSigned(Signature signature);

    private protected abstract byte[] EncodeFields(IEnumerable<RlpItem> tail);

    private protected virtual IEnumerable<RlpItem> SigningTail() => [];

    private protected static byte[] Envelope(byte? type, IEnumerable<RlpItem> fields)
    {
        var body = Rlp.Encode(new RlpList([.. fields]));
        return type is { } prefix ? [prefix, .. body] : body;
    }

    private protected static IEnumerable<RlpItem> Tail(BigInteger v, Signature signature) =>
        [Fields.Of(v), Fields.Of(signature.R.ToNumber()), Fields.Of(signature.S.ToNumber())];
}
