using System.Numerics;

namespace Ect.Ethereum;

/// <summary>A byte string of RLP.</summary>
/// <param name="Bytes">The bytes; a number is big-endian without leading zeros.</param>
public sealed record RlpString(byte[] Bytes) : RlpItem
{
    /// <summary>The string of a non-negative number; zero is the empty string.</summary>
    public static RlpString OfNumber(BigInteger number) =>
        number.Sign < 0
            ? throw new ArgumentOutOfRangeException(nameof(number), "RLP has no negative numbers.")
            : new(number.IsZero ? [] : number.ToByteArray(isUnsigned: true, isBigEndian: true));

    /// <summary>Reads the bytes as a number of at most 256 bits.</summary>
    /// <exception cref="FormatException">Leading zeros, or more than 32 bytes.</exception>
    public BigInteger ToNumber() => Bytes switch
    {
        { Length: > 32 } => throw new FormatException($"RLP number has {Bytes.Length} bytes; at most 32 are allowed."),
        [0, ..] => throw new FormatException("RLP number has a leading zero."),
        _ => new BigInteger(Bytes, isUnsigned: true, isBigEndian: true),
    };

    /// <summary>Compares the bytes.</summary>
    public bool Equals(RlpString? other) => other is not null && Bytes.AsSpan().SequenceEqual(other.Bytes);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Bytes);
        return hash.ToHashCode();
    }
}
