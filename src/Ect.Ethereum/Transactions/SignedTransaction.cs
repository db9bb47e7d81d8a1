namespace Ect.Ethereum.Transactions;

/// <summary>A transaction with its sender's signature.</summary>
/// <param name="Transaction">What was signed.</param>
/// <param name="Signature">The canonical signature.</param>
public sealed record SignedTransaction(UnsignedTransaction Transaction, Signature Signature)
{
    /// <summary>The hash by which the chain knows it.</summary>
    public Bytes32 Hash => Keccak256.Hash(Encode());

    /// <summary>The bytes for eth_sendRawTransaction.</summary>
    public byte[] Encode() => Transaction.EncodeSigned(Signature);

    /// <summary>Who signed it.</summary>
    /// <exception cref="FormatException">The signature recovers no key.</exception>
    public Address Sender() => Signature.TryRecover(Transaction.Digest, out var sender)
        ? sender
        : throw new FormatException("The transaction's signature recovers no signer.");

    /// <summary>Reads a signed transaction: legacy with or without EIP-155, type 1 or type 2.</summary>
    /// <exception cref="FormatException">Not a canonical encoding, or a signature with high s.</exception>
    public static SignedTransaction Decode(ReadOnlySpan<byte> bytes) => TransactionDecoder.DecodeSigned(bytes);
}
