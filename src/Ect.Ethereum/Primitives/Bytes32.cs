using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Text.Json.Serialization;

namespace Ect.Ethereum;

/// <summary>32 bytes: a hash, a digest, an id, a storage word. Text form is 0x and 64 lower-case digits.</summary>
[JsonConverter(typeof(Bytes32JsonConverter))]
public readonly struct Bytes32 : IEquatable<Bytes32>, IComparable<Bytes32>
{
    /// <summary>Length in bytes.</summary>
    public const int Size = 32;

    private readonly UInt128 _high;
    private readonly UInt128 _low;

    private Bytes32(ReadOnlySpan<byte> bytes)
    {
        _high = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        _low = BinaryPrimitives.ReadUInt128BigEndian(bytes[16..]);
    }

    /// <summary>Thirty-two zero bytes.</summary>
    public static Bytes32 Zero => default;

    /// <summary>Whether this is <see cref="Zero"/>.</summary>
    public bool IsZero => this == Zero;

    /// <summary>Takes the value from its 32 bytes.</summary>
    /// <exception cref="ArgumentException">There are not exactly 32 bytes.</exception>
    public static Bytes32 FromBytes(ReadOnlySpan<byte> bytes) =>
        bytes.Length == Size ? new(bytes) : throw new ArgumentException($"A bytes32 has 32 bytes, not {bytes.Length}.", nameof(bytes));

    /// <summary>The big-endian word of a number, as abi.encode(uint256) writes it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative or has more than 256 bits.</exception>
    public static Bytes32 FromNumber(BigInteger number)
    {
        Span<byte> word = stackalloc byte[Size];
        Words.WriteUnsigned(number, word);
        return new(word);
    }

    /// <summary>Reads 64 hexadecimal digits with or without 0x.</summary>
    /// <exception cref="FormatException">Wrong length, or a character that is no digit.</exception>
    public static Bytes32 Parse(string text) =>
        TryParse(text, out var value) ? value : throw new FormatException($"Text of {text.Length} characters is not a 32-byte value: give 0x and 64 hexadecimal digits.");

    /// <summary>As <see cref="Parse"/>, false where that throws.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Bytes32 value)
    {
        Span<byte> bytes = stackalloc byte[Size];
        if (text is null || !Hex.TryDecode(text, bytes))
        {
            value = default;
            return false;
        }

        value = new(bytes);
        return true;
    }

    /// <summary>A new array of the 32 bytes.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>Writes the 32 bytes into the start of <paramref name="target"/>.</summary>
    public void CopyTo(Span<byte> target)
    {
        BinaryPrimitives.WriteUInt128BigEndian(target, _high);
        BinaryPrimitives.WriteUInt128BigEndian(target[16..], _low);
    }

    /// <summary>The bytes read as an unsigned big-endian number.</summary>
    public BigInteger ToNumber() => ((BigInteger)_high << 128) | _low;

    /// <summary>0x and 64 lower-case digits.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Size];
        CopyTo(bytes);
        return Hex.Encode(bytes);
    }

    /// <inheritdoc/>
    public bool Equals(Bytes32 other) => _high == other._high && _low == other._low;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Bytes32 other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_high, _low);

    /// <summary>Compares as big-endian numbers.</summary>
    public int CompareTo(Bytes32 other) => (_high, _low).CompareTo((other._high, other._low));

    /// <summary>Value equality.</summary>
    public static bool operator ==(Bytes32 left, Bytes32 right) => left.Equals(right);

    /// <summary>Value inequality.</summary>
    public static bool operator !=(Bytes32 left, Bytes32 right) => !left.Equals(right);

    /// <summary>Numeric order.</summary>
    public static bool operator <(Bytes32 left, Bytes32 right) => left.CompareTo(right) < 0;

    /// <summary>Numeric order.</summary>
    public static bool operator >(Bytes32 left, Bytes32 right) => left.CompareTo(right) > 0;

    /// <summary>Numeric order.</summary>
    public static bool operator <=(Bytes32 left, Bytes32 right) => left.CompareTo(right) <= 0;

    /// <summary>Numeric order.</summary>
    public static bool operator >=(Bytes32 left, Bytes32 right) => left.CompareTo(right) >= 0;
}
