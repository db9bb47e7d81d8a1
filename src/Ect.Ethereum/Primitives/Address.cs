using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Ect.Ethereum;

/// <summary>An account's 20-byte address. Text form is 0x and 40 digits with the EIP-55 checksum in the letters' case.</summary>
[JsonConverter(typeof(AddressJsonConverter))]
public readonly struct Address : IEquatable<Address>, IComparable<Address>
{
    /// <summary>Length of an address in bytes.</summary>
    public const int Size = 20;

    private readonly ulong _high;
    private readonly ulong _middle;
    private readonly uint _low;

    private Address(ReadOnlySpan<byte> bytes)
    {
        _high = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        _middle = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        _low = BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]);
    }

    /// <summary>The address of twenty zero bytes.</summary>
    public static Address Zero => default;

    /// <summary>Whether this is <see cref="Zero"/>.</summary>
    public bool IsZero => this == Zero;

    /// <summary>Takes an address from its 20 bytes.</summary>
    /// <exception cref="ArgumentException">There are not exactly 20 bytes.</exception>
    public static Address FromBytes(ReadOnlySpan<byte> bytes) =>
        bytes.Length == Size ? new(bytes) : throw new ArgumentException($"An address has 20 bytes, not {bytes.Length}.", nameof(bytes));

    /// <summary>Reads 40 hexadecimal digits with or without 0x. Mixed case must carry the right EIP-55 checksum.</summary>
    /// <exception cref="FormatException">Wrong length, a character that is no digit, or a wrong checksum.</exception>
    public static Address Parse(string text)
    {
        Span<byte> bytes = stackalloc byte[Size];
        if (!Hex.TryDecode(text, bytes))
        {
            throw new FormatException($"'{Shorten(text)}' is not an address: an address is 0x and 40 hexadecimal digits.");
        }

        var address = new Address(bytes);
        return address.ChecksumAllows(text)
            ? address
            : throw new FormatException($"Address '{text}' has a wrong EIP-55 checksum (expected {address}): check it for a typing error, or write it in lower case.");
    }

    /// <summary>As <see cref="Parse"/>, false where that throws.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Address address)
    {
        Span<byte> bytes = stackalloc byte[Size];
        address = default;
        if (text is null || !Hex.TryDecode(text, bytes))
        {
            return false;
        }

        var candidate = new Address(bytes);
        if (!candidate.ChecksumAllows(text))
        {
            return false;
        }

        address = candidate;
        return true;
    }

    /// <summary>A new array of the 20 bytes.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>Writes the 20 bytes into the start of <paramref name="target"/>.</summary>
    public void CopyTo(Span<byte> target)
    {
        BinaryPrimitives.WriteUInt64BigEndian(target, _high);
        BinaryPrimitives.WriteUInt64BigEndian(target[8..], _middle);
        BinaryPrimitives.WriteUInt32BigEndian(target[16..], _low);
    }

    /// <summary>The EIP-55 form.</summary>
    public override string ToString()
    {
        var lower = Convert.ToHexStringLower(ToBytes());
        Span<byte> ascii = stackalloc byte[40];
        System.Text.Encoding.ASCII.GetBytes(lower, ascii);
        var hash = Keccak256.Hash(ascii).ToBytes();
        return string.Create(42, (lower, hash), static (text, state) =>
        {
            "0x".CopyTo(text);
            for (var i = 0; i < 40; i++)
            {
                var nibble = (state.hash[i / 2] >> (i % 2 == 0 ? 4 : 0)) & 0xf;
                text[i + 2] = nibble >= 8 ? char.ToUpperInvariant(state.lower[i]) : state.lower[i];
            }
        });
    }

    /// <inheritdoc/>
    public bool Equals(Address other) => _high == other._high && _middle == other._middle && _low == other._low;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Address other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_high, _middle, _low);

    /// <summary>Compares as big-endian numbers, the order Solidity gives addresses.</summary>
    public int CompareTo(Address other) => (_high, _middle, _low).CompareTo((other._high, other._middle, other._low));

    /// <summary>Value equality.</summary>
    public static bool operator ==(Address left, Address right) => left.Equals(right);

    /// <summary>Value inequality.</summary>
    public static bool operator !=(Address left, Address right) => !left.Equals(right);

    /// <summary>Numeric order.</summary>
    public static bool operator <(Address left, Address right) => left.CompareTo(right) < 0;

    /// <summary>Numeric order.</summary>
    public static bool operator >(Address left, Address right) => left.CompareTo(right) > 0;

    /// <summary>Numeric order.</summary>
    public static bool operator <=(Address left, Address right) => left.CompareTo(right) <= 0;

    /// <summary>Numeric order.</summary>
    public static bool operator >=(Address left, Address right) => left.CompareTo(right) >= 0;

    private bool ChecksumAllows(string text)
    {
        var digits = Hex.Digits(text);
        var hasLower = digits.ContainsAnyInRange('a', 'f');
        var hasUpper = digits.ContainsAnyInRange('A', 'F');
        return !(hasLower && hasUpper) || digits.SequenceEqual(ToString().AsSpan(2));
    }

    private static string Shorten(string text) => text.Length <= 66 ? text : text[..66] + "…";
}
