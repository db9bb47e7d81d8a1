namespace Ect.Ethereum.Curve;

/// <summary>The curve operations the library needs, done natively or by BouncyCastle. Inputs have checked lengths.</summary>
internal interface ISecp256k1
{
    /// <summary>Whether 32 bytes are a private key: between 1 and the group order less one.</summary>
    bool IsPrivateKey(ReadOnlySpan<byte> key);

    /// <summary>Writes the public key's 64 bytes (x then y).</summary>
    void PublicKey(ReadOnlySpan<byte> key, Span<byte> publicKey);

    /// <summary>Signs by RFC 6979 with low s; writes r and s, returns the recovery id (0 to 3).</summary>
    int Sign(ReadOnlySpan<byte> key, ReadOnlySpan<byte> digest, Span<byte> signature);

    /// <summary>Verifies a low-s signature (64 bytes) of a public key (64 bytes).</summary>
    bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature);

    /// <summary>Recovers the 64-byte public key; false where there is none.</summary>
    bool TryRecover(ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature, int recoveryId, Span<byte> publicKey);

    /// <summary>Adds a tweak to a private key modulo the order, in place; false when the result is no key.</summary>
    bool TryAddToKey(Span<byte> key, ReadOnlySpan<byte> tweak);
}
