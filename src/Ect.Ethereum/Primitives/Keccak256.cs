using System.Text;
using Org.BouncyCastle.Crypto.Digests;

namespace Ect.Ethereum;

/// <summary>Ethereum's hash: Keccak-256 with the original padding, which is not that of NIST's SHA3-256.</summary>
public static class Keccak256
{
    [ThreadStatic]
    private static KeccakDigest? _digest;

    /// <summary>The hash of the bytes.</summary>
    public static Bytes32 Hash(ReadOnlySpan<byte> data)
    {
        Span<byte> hash = stackalloc byte[Bytes32.Size];
        Hash(data, hash);
        return Bytes32.FromBytes(hash);
    }

    /// <summary>The hash of the text's UTF-8 bytes.</summary>
    public static Bytes32 Hash(string text) => Hash(Encoding.UTF8.GetBytes(text));

    internal static void Hash(ReadOnlySpan<byte> data, Span<byte> hash)
    {
        var digest = _digest ??= new KeccakDigest(256);
        digest.BlockUpdate(data);
        digest.DoFinal(hash); // Also resets the digest for its next use.
    }
}
