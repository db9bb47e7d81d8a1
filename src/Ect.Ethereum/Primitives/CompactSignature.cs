namespace Ect.Ethereum;

/// <summary>EIP-2098: a signature in 64 bytes. The highest bit of s, which the canonical form leaves free, holds the parity.</summary>
public static class CompactSignature
{
    /// <summary>Length of the form r‖(parity·2^255 + s).</summary>
    public const int Size = 64;

    private const byte ParityBit = 0x80;

    /// <summary>The 64 bytes.</summary>
    public static byte[] ToBytes(Signature signature)
    {
        var bytes = signature.ToBytes()[..Size];
        if (signature.YParity == 1)
        {
            bytes[32] |= ParityBit;
        }

        return bytes;
    }

    /// <summary>Reads 64 bytes; false if the length is another or they are not the canonical form.</summary>
    public static bool TryFromBytes(ReadOnlySpan<byte> bytes, out Signature signature)
    {
        signature = default;
        if (bytes.Length != Size)
        {
            return false;
        }

        Span<byte> full = stackalloc byte[Signature.Size];
        bytes.CopyTo(full);
        full[64] = (byte)(27 + (bytes[32] >> 7));
        full[32] &= ParityBit - 1;
        return Signature.TryFromBytes(full, out signature);
    }
}
