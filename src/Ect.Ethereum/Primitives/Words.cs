using System.Numerics;

namespace Ect.Ethereum;

/// <summary>Numbers as big-endian fields of fixed width, the EVM's word being 32 bytes.</summary>
internal static class Words
{
    /// <summary>Writes a non-negative number right-aligned over the whole of <paramref name="target"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative or does not fit.</exception>
    public static void WriteUnsigned(BigInteger number, Span<byte> target)
    {
        if (number.Sign < 0 || number.GetByteCount(isUnsigned: true) > target.Length)
        {
            throw new ArgumentOutOfRangeException(nameof(number), number, $"The number must lie between 0 and 2^{target.Length * 8} - 1.");
        }

        target.Clear();
        var length = number.GetByteCount(isUnsigned: true);
        number.TryWriteBytes(target[(target.Length - length)..], out _, isUnsigned: true, isBigEndian: true);
    }

    /// <summary>Writes a number in two's complement over the whole of <paramref name="target"/>.</summary>
    public static void WriteSigned(BigInteger number, Span<byte> target)
    {
        var length = number.GetByteCount();
        if (length > target.Length)
        {
            throw new ArgumentOutOfRangeException(nameof(number), number, $"The number must lie between -2^{(target.Length * 8) - 1} and 2^{(target.Length * 8) - 1} - 1.");
        }

        target.Fill(number.Sign < 0 ? (byte)0xff : (byte)0);
        number.TryWriteBytes(target[(target.Length - length)..], out _, isBigEndian: true);
    }

    public static BigInteger ReadUnsigned(ReadOnlySpan<byte> word) => new(word, isUnsigned: true, isBigEndian: true);

    public static BigInteger ReadSigned(ReadOnlySpan<byte> word) => new(word, isBigEndian: true);
}
