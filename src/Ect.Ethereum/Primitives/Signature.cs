using System.Diagnostics.CodeAnalysis;
using Ect.Ethereum.Curve;

namespace Ect.Ethereum;

/// <summary>
/// A recoverable secp256k1 signature. Only the canonical form is valid: r in 1…n-1, s in 1…n/2 (EIP-2), v 27 or 28.
/// The mirrored high-s form of a signature never parses, verifies or recovers.
/// </summary>
/// <param name="R">The first half.</param>
/// <param name="S">The second half, in the low range.</param>
/// <param name="V">27 or 28: which of two points recovers the signer.</param>
public readonly record struct Signature(Bytes32 R, Bytes32 S, byte V)
{
    /// <summary>Length of the byte form r‖s‖v.</summary>
    public const int Size = 65;

    /// <summary>0 or 1, the form typed transactions carry.</summary>
    public int YParity => V - 27;

    /// <summary>Whether the signature is in the canonical form.</summary>
    public bool IsCanonical
    {
        get
        {
            Span<byte> compact = stackalloc byte[64];
            CopyCompactTo(compact);
            return V is 27 or 28 && Secp256k1.IsCanonical(compact);
        }
    }

    /// <summary>Reads 65 bytes r‖s‖v; v may also be 0 or 1, as some wallets write it.</summary>
    /// <exception cref="FormatException">Wrong length, or not the canonical form.</exception>
    public static Signature FromBytes(ReadOnlySpan<byte> bytes) =>
        TryFromBytes(bytes, out var signature) ? signature : throw new FormatException("The bytes are no signature: 65 bytes r‖s‖v are needed, with r and s in range, s in the lower half, v 27 or 28.");

    /// <summary>As <see cref="FromBytes"/>, false where that throws.</summary>
    public static bool TryFromBytes(ReadOnlySpan<byte> bytes, out Signature signature)
    {
        signature = default;
        if (bytes.Length != Size || !Secp256k1.IsCanonical(bytes[..64]) || bytes[64] is not (0 or 1 or 27 or 28))
        {
            return false;
        }

        var v = bytes[64] < 27 ? (byte)(bytes[64] + 27) : bytes[64];
        signature = new(Bytes32.FromBytes(bytes[..32]), Bytes32.FromBytes(bytes[32..64]), v);
        return true;
    }

    /// <summary>Reads the hexadecimal form of <see cref="ToBytes"/>.</summary>
    /// <exception cref="FormatException">Not hexadecimal, wrong length, or not the canonical form.</exception>
    public static Signature Parse(string text) => FromBytes(Hex.Decode(text));

    /// <summary>As <see cref="Parse"/>, false where that throws.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Signature signature)
    {
        signature = default;
        return Hex.TryDecode(text, out var bytes) && TryFromBytes(bytes, out signature);
    }

    /// <summary>The 65 bytes r‖s‖v with v 27 or 28.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        CopyCompactTo(bytes);
        bytes[64] = V;
        return bytes;
    }

    /// <summary>The address whose key made this signature of the digest; false when there is none.</summary>
    public bool TryRecover(Bytes32 digest, out Address signer)
    {
        signer = default;
        if (!IsCanonical)
        {
            return false;
        }

        Span<byte> compact = stackalloc byte[64];
        Span<byte> hash = stackalloc byte[32];
        Span<byte> publicKey = stackalloc byte[64];
        CopyCompactTo(compact);
        digest.CopyTo(hash);
        if (!Secp256k1.Instance.TryRecover(hash, compact, YParity, publicKey))
        {
            return false;
        }

        signer = PublicKeys.ToAddress(publicKey);
        return true;
    }

    /// <summary>Whether <paramref name="signer"/> made this signature of the digest.</summary>
    public bool Verify(Bytes32 digest, Address signer) => TryRecover(digest, out var recovered) && recovered == signer;

    /// <summary>The hexadecimal form of <see cref="ToBytes"/>.</summary>
    public override string ToString() => Hex.Encode(ToBytes());

    private void CopyCompactTo(Span<byte> target)
    {
        R.CopyTo(target);
        S.CopyTo(target[32..]);
    }
}
