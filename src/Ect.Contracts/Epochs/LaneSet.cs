using System.Buffers.Binary;
using System.Collections;
using Ect.Ethereum;

namespace Ect.Contracts;

/// <summary>A set of up to 256 tasks, one bit each: the lanes of one word of a deal's bitmap. Lane 0 is the least significant bit.</summary>
public readonly record struct LaneSet : IReadOnlyCollection<int>
{
    /// <summary>LaneSet of a word.</summary>
    public const int Size = 256;

    private readonly UInt128 _high;
    private readonly UInt128 _low;

    private LaneSet(UInt128 high, UInt128 low) => (_high, _low) = (high, low);

    /// <summary>No lane.</summary>
    public static LaneSet None => default;

    /// <summary>Every lane.</summary>
    public static LaneSet All => new(UInt128.MaxValue, UInt128.MaxValue);

    /// <summary>How many lanes are in the set.</summary>
    public int Count => (int)(UInt128.PopCount(_high) + UInt128.PopCount(_low));

    /// <summary>Whether no lane is in the set.</summary>
    public bool IsEmpty => _high == 0 && _low == 0;

    /// <summary>The set of these lanes, each 0 to 255.</summary>
    public static LaneSet Of(params IEnumerable<int> lanes) => lanes.Aggregate(None, (set, lane) => set.With(lane));

    /// <summary>The set whose bits these 32 bytes are, big-endian.</summary>
    public static LaneSet FromBytes(ReadOnlySpan<byte> bytes) =>
        bytes.Length == Bytes32.Size
            ? new(BinaryPrimitives.ReadUInt128BigEndian(bytes), BinaryPrimitives.ReadUInt128BigEndian(bytes[16..]))
            : throw new ArgumentException($"A set of lanes has {Bytes32.Size} bytes, not {bytes.Length}.", nameof(bytes));

    /// <summary>The set whose bits this word is.</summary>
    public static LaneSet FromWord(Bytes32 word) => FromBytes(word.ToBytes());

    /// <summary>Writes the 32 bytes, big-endian.</summary>
    public void CopyTo(Span<byte> target)
    {
        BinaryPrimitives.WriteUInt128BigEndian(target, _high);
        BinaryPrimitives.WriteUInt128BigEndian(target[16..], _low);
    }

    /// <summary>The set as a word.</summary>
    public Bytes32 ToWord()
    {
        Span<byte> bytes = stackalloc byte[Bytes32.Size];
        CopyTo(bytes);
        return Bytes32.FromBytes(bytes);
    }

    /// <summary>Whether a lane is in the set.</summary>
    public bool Contains(int lane) => !(this & Bit(lane)).IsEmpty;

    /// <summary>The set with one more lane.</summary>
    public LaneSet With(int lane) => this | Bit(lane);

    /// <summary>How many lanes of the set are lower than this one: its place among them.</summary>
    public int CountBelow(int lane)
    {
        var bit = Bit(lane);
        var below = bit._high == 0 ? new LaneSet(0, bit._low - 1) : new LaneSet(bit._high - 1, UInt128.MaxValue);
        return (this & below).Count;
    }

    /// <summary>Whether every lane of this set is in the other.</summary>
    public bool IsSubsetOf(LaneSet other) => (this & other) == this;

    /// <summary>The lanes, lowest first.</summary>
    public IEnumerator<int> GetEnumerator()
    {
        for (var lane = 0; lane < Size; lane++)
        {
            if (Contains(lane))
            {
                yield return lane;
            }
        }
    }

    /// <summary>The lanes in both sets.</summary>
    public static LaneSet operator &(LaneSet left, LaneSet right) => new(left._high & right._high, left._low & right._low);

    /// <summary>The lanes in either set.</summary>
    public static LaneSet operator |(LaneSet left, LaneSet right) => new(left._high | right._high, left._low | right._low);

    /// <summary>The lanes that are not in the set.</summary>
    public static LaneSet operator ~(LaneSet lanes) => new(~lanes._high, ~lanes._low);

    /// <inheritdoc cref="op_BitwiseAnd"/>
    public static LaneSet BitwiseAnd(LaneSet left, LaneSet right) => left & right;

    /// <inheritdoc cref="op_BitwiseOr"/>
    public static LaneSet BitwiseOr(LaneSet left, LaneSet right) => left | right;

    /// <inheritdoc cref="op_OnesComplement"/>
    public static LaneSet OnesComplement(LaneSet lanes) => ~lanes;

    /// <summary>The word in hexadecimal.</summary>
    public override string ToString() => ToWord().ToString();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static LaneSet Bit(int lane)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lane);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(lane, Size);
        return lane < 128 ? new(0, UInt128.One << lane) : new(UInt128.One << (lane - 128), 0);
    }
}
