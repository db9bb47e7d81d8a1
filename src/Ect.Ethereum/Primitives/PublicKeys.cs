namespace Ect.Ethereum;

internal static class PublicKeys
{
    /// <summary>An address is the last 20 bytes of the hash of the public key's x and y.</summary>
    public static Address ToAddress(ReadOnlySpan<byte> publicKey)
    {
        Span<byte> hash = stackalloc byte[32];
        Keccak256.Hash(publicKey, hash);
        return Address.FromBytes(hash[12..]);
    }

    /// <summary>The 33-byte form: the parity of y, then x.</summary>
    public static byte[] Compress(ReadOnlySpan<byte> publicKey) => [(byte)(2 | (publicKey[63] & 1)), .. publicKey[..32]];
}
