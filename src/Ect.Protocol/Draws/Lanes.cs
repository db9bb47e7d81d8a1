using System.Buffers.Binary;
using System.Numerics;
using Ect.Ethereum;

namespace Ect.Protocol.Draws;

/// <summary>
/// One bit for each of 256 tasks in a row: a word of the hub's bitmaps. Lane 0 is the least significant bit of the number
/// that the 32 bytes are.
/// </summary>
public readonly record struct Lanes
{
    /// <summary>Tasks of one word.</summary>
    public const int Count = 256;

    private readonly ulong _w0;
    private readonly ulong _w1;
    private readonly ulong _w2;
    private readonly ulong _w3;

    private Lanes(ulong w0, ulong w1, ulong w2, ulong w3) => (_w0, _w1, _w2, _w3) = (w0, w1, w2, w3);

    /// <summary>No lane.</summary>
    public static Lanes None => default;

    /// <summary>Every lane.</summary>
    public static Lanes All { get; } = new(ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue);

    /// <summary>Whether no lane is set.</summary>
    public bool IsEmpty => this == None;

    /// <summary>How many lanes are set.</summary>
    public int SetCount => BitOperations.PopCount(_w0) + BitOperations.PopCount(_w1) + BitOperations.PopCount(_w2) + BitOperations.PopCount(_w3);

    /// <summary>Whether a lane is set.</summary>
    /// <param name="lane">0 to 255.</param>
    public bool this[int lane] => (Word(lane >> 6) >> (lane & 63) & 1) != 0;

    /// <summary>One lane.</summary>
    /// <param name="lane">0 to 255.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such lane.</exception>
    public static Lanes Of(int lane)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lane);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(lane, Count);
        var bit = 1UL << (lane & 63);
        return (lane >> 6) switch { 0 => new(bit, 0, 0, 0), 1 => new(0, bit, 0, 0), 2 => new(0, 0, bit, 0), _ => new(0, 0, 0, bit) };
    }

    /// <summary>The lanes below one.</summary>
    /// <param name="lane">0 to 256.</param>
    public static Lanes Below(int lane)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lane);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lane, Count);
        return new(Part(lane), Part(lane - 64), Part(lane - 128), Part(lane - 192));

        static ulong Part(int bits) => bits <= 0 ? 0 : bits >= 64 ? ulong.MaxValue : (1UL << bits) - 1;
    }

    /// <summary>From the 32 bytes, big-endian.</summary>
    public static Lanes FromBytes32(Bytes32 word)
    {
        Span<byte> bytes = stackalloc byte[Bytes32.Size];
        word.CopyTo(bytes);
        return new(
            BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]),
            BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]),
            BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]),
            BinaryPrimitives.ReadUInt64BigEndian(bytes));
    }

    /// <summary>The 32 bytes, big-endian.</summary>
    public Bytes32 ToBytes32()
    {
        Span<byte> bytes = stackalloc byte[Bytes32.Size];
        BinaryPrimitives.WriteUInt64BigEndian(bytes[24..], _w0);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[16..], _w1);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], _w2);
        BinaryPrimitives.WriteUInt64BigEndian(bytes, _w3);
        return Bytes32.FromBytes(bytes);
    }

    /// <summary>The lowest lane that is set, of those from one on; <see cref="Count"/> if none is.</summary>
    /// <param name="lane">0 to 256.</param>
    public int NextFrom(int lane)
    {
        for (; lane < Count; lane = (lane | 63) + 1)
        {
            var rest = Word(lane >> 6) >> (lane & 63);
            if (rest != 0)
            {
                return lane + BitOperations.TrailingZeroCount(rest);
            }
        }

        return Count;
    }

    /// <summary>The lanes that are set, lowest first.</summary>
    public IEnumerable<int> Each()
    {
        for (var lane = NextFrom(0); lane < Count; lane = NextFrom(lane + 1))
        {
            yield return lane;
        }
    }

    private ulong Word(int number) => number switch { 0 => _w0, 1 => _w1, 2 => _w2, _ => _w3 };

    /// <summary>Lanes of both.</summary>
    public static Lanes operator &(Lanes left, Lanes right) => new(left._w0 & right._w0, left._w1 & right._w1, left._w2 & right._w2, left._w3 & right._w3);

    /// <summary>Lanes of either.</summary>
    public static Lanes operator |(Lanes left, Lanes right) => new(left._w0 | right._w0, left._w1 | right._w1, left._w2 | right._w2, left._w3 | right._w3);

    /// <summary>The other lanes.</summary>
    public static Lanes operator ~(Lanes lanes) => new(~lanes._w0, ~lanes._w1, ~lanes._w2, ~lanes._w3);
}
