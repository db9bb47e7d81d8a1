using System.Diagnostics.CodeAnalysis;
using Ect.Ethereum.Curve;

namespace Ect.Ethereum;

/// <summary>An account's public key, a point of secp256k1. Text form is 0x and the 66 lower-case digits of its compressed form.</summary>
public sealed record PublicKey
{
    /// <summary>Length of the compressed form in bytes: the parity of y, then x.</summary>
    public const int Size = 33;

    private readonly string _text;

    private PublicKey(ReadOnlySpan<byte> compressed, ReadOnlySpan<byte> coordinates)
    {
        _text = Hex.Encode(compressed);
        Address = PublicKeys.ToAddress(coordinates);
    }

    /// <summary>The account's address.</summary>
    public Address Address { get; }

    /// <summary>Takes the key from its compressed form.</summary>
    /// <exception cref="FormatException">Not 33 bytes, or no point of the curve.</exception>
    public static PublicKey FromBytes(ReadOnlySpan<byte> compressed) =>
        TryFromBytes(compressed, out var key) ? key : throw new FormatException($"{compressed.Length} bytes are no public key: give the 33 bytes of a compressed point of secp256k1.");

    /// <summary>As <see cref="FromBytes"/>, false where that throws.</summary>
    public static bool TryFromBytes(ReadOnlySpan<byte> compressed, [NotNullWhen(true)] out PublicKey? key)
    {
        key = EllipticAgreement.TryUncompress(compressed, out var coordinates) ? new(compressed, coordinates) : null;
        return key is not null;
    }

    /// <summary>Reads 66 hexadecimal digits with or without 0x.</summary>
    /// <exception cref="FormatException">Not 66 digits, or no point of the curve.</exception>
    public static PublicKey Parse(string text) =>
        Hex.TryDecode(text, out var bytes) && TryFromBytes(bytes, out var key)
            ? key
            : throw new FormatException($"Text of {text.Length} characters is no public key: give 0x and the 66 hexadecimal digits of a compressed point of secp256k1.");

    /// <summary>A new array of the 33 bytes.</summary>
    public byte[] ToBytes() => Hex.Decode(_text);

    /// <summary>0x and 66 lower-case digits.</summary>
    public override string ToString() => _text;
}
