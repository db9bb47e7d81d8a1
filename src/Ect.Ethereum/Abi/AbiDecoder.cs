using System.Buffers.Binary;
using System.Text;

namespace Ect.Ethereum.Abi;

/// <summary>
/// Decodes against hostile data. Each byte of a genuine encoding is read once, so the sum of all reads is bounded by
/// the data's length: lengths cannot claim more than there is, and tails shared between offsets cannot multiply.
/// Calldata is read with the tolerance that compiled Solidity has, for what a contract took must be read: tails overlap,
/// lie before their offsets, and end without padding or with any.
/// </summary>
internal ref struct AbiDecoder
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ReadOnlySpan<byte> _data;
    private readonly bool _isCalldata;
    private long _budget;

    private AbiDecoder(ReadOnlySpan<byte> data, bool isCalldata = false, int tails = 1)
    {
        _data = data;
        _isCalldata = isCalldata;
        _budget = (long)data.Length * tails;
    }

    public static object?[] Decode(IReadOnlyList<AbiType> types, ReadOnlySpan<byte> data) =>
        new AbiDecoder(data).ReadSequence(types, types.Count, 0);

    /// <summary>The arguments of a call that a contract took, behind the selector. Each dynamic value may claim all of the data once.</summary>
    public static object?[] DecodeCalldata(IReadOnlyList<AbiType> types, ReadOnlySpan<byte> input, int selector) =>
        new AbiDecoder(input, isCalldata: true, 1 + types.Sum(Tails)).ReadSequence(types, types.Count, selector);

    internal static object ReadWord(AbiType type, ReadOnlySpan<byte> word)
    {
        switch (type.Kind)
        {
            case AbiKind.UnsignedInteger:
                RequireZero(word[..(32 - (type.Size / 8))], type);
                return Words.ReadUnsigned(word);
            case AbiKind.SignedInteger:
                var number = Words.ReadSigned(word);
                return number.GetBitLength() <= type.Size - 1 ? number : throw new AbiException($"A value is out of {type}'s range.");
            case AbiKind.Boolean:
                RequireZero(word[..31], type);
                return word[31] <= 1 ? word[31] == 1 : throw new AbiException("A bool is neither 0 nor 1.");
            case AbiKind.Address:
                RequireZero(word[..12], type);
                return Address.FromBytes(word[12..]);
            case AbiKind.FixedBytes:
                RequireZero(word[type.Size..], type);
                return type.Size == 32 ? Bytes32.FromBytes(word) : word[..type.Size].ToArray();
            default:
                throw new InvalidOperationException($"{type} is not one word.");
        }
    }

    private object?[] ReadSequence(IReadOnlyList<AbiType> types, int count, int start)
    {
        var values = new object?[count];
        var at = start;
        for (var i = 0; i < count; i++)
        {
            // An array's elements share one type.
            var type = types.Count == 1 ? types[0] : types[i];
            values[i] = ReadAtHead(type, start, at);
            at += type.HeadSize;
        }

        return values;
    }

    private object? ReadAtHead(AbiType type, int start, int at) =>
        type.IsDynamic ? ReadDynamic(type, start + ReadOffset(at)) : ReadStatic(type, at);

    private object? ReadStatic(AbiType type, int at) => type.Kind switch
    {
        AbiKind.Array => ReadSequence([type.Element!], type.Size, at),
        AbiKind.Tuple => ReadSequence(type.Components, type.Components.Count, at),
        _ => ReadWord(type, Take(at, 32)),
    };

    private object? ReadDynamic(AbiType type, long offset)
    {
        if (offset > _data.Length)
        {
            throw new AbiException($"An offset points to byte {offset} of {_data.Length}.");
        }

        if (offset < 0)
        {
            return ReadNothing(type);
        }

        var at = (int)offset;
        switch (type.Kind)
        {
            case AbiKind.Bytes:
                return ReadBytes(at).ToArray();
            case AbiKind.Text:
                try
                {
                    return StrictUtf8.GetString(ReadBytes(at));
                }
                catch (DecoderFallbackException)
                {
                    throw new AbiException("A string is not valid UTF-8.");
                }

            case AbiKind.Tuple:
                return ReadSequence(type.Components, type.Components.Count, at);
            default:
                var element = type.Element!;
                var count = type.Size;
                if (count < 0)
                {
                    count = ReadLength(at, "An array's length");
                    at += 32;
                }

                // Elements of no size (empty tuples) would let a length claim memory without data.
                if ((long)count * Math.Max(32, element.HeadSize) > _data.Length - at)
                {
                    throw new AbiException($"An array claims {count} elements of {element}; {_data.Length - at} bytes are left.");
                }

                return ReadSequence([element], count, at);
        }
    }

    private ReadOnlySpan<byte> ReadBytes(int at)
    {
        var length = ReadLength(at, "A byte string's length");
        var padded = _isCalldata ? length : (length + 31L) / 32 * 32;
        if (padded > _data.Length - at - 32)
        {
            throw new AbiException($"A byte string claims {length} bytes; {_data.Length - at - 32} are left.");
        }

        var bytes = Take(at + 32, (int)padded);
        return bytes[length..].ContainsAnyExcept((byte)0) ? throw new AbiException("A byte string's padding is not zero.") : bytes[..length];
    }

    /// <summary>Compiled Solidity compares and adds the offsets of calldata as signed numbers. What is further back than 32 bits say is as far back as can be.</summary>
    private long ReadOffset(int at)
    {
        var word = Take(at, 32);
        return !_isCalldata || word[0] < 0x80 ? ReadLength(word, "An offset")
            : word[..28].ContainsAnyExcept((byte)0xff) ? -uint.MaxValue
            : BinaryPrimitives.ReadUInt32BigEndian(word[28..]) - (1L << 32);
    }

    /// <summary>Before calldata begins there are zeros only, which are a length.</summary>
    private static object ReadNothing(AbiType type) => type.Kind switch
    {
        AbiKind.Bytes => Array.Empty<byte>(),
        AbiKind.Text => "",
        AbiKind.Array when type.Size < 0 => Array.Empty<object?>(),
        _ => throw new AbiException($"An offset points before the data, where there is no {type}."),
    };

    private static int Tails(AbiType type) => (type.IsDynamic ? 1 : 0) + type.Components.Sum(Tails) + (type.Element is { } element ? Tails(element) : 0);

    private int ReadLength(int at, string what) => ReadLength(Take(at, 32), what);

    private readonly int ReadLength(ReadOnlySpan<byte> word, string what)
    {
        var value = BinaryPrimitives.ReadUInt32BigEndian(word[28..]);
        return !word[..28].ContainsAnyExcept((byte)0) && value <= _data.Length
            ? (int)value
            : throw new AbiException($"{what} is larger than the data's {_data.Length} bytes.");
    }

    private ReadOnlySpan<byte> Take(int at, int count)
    {
        if (count > _data.Length - at)
        {
            throw new AbiException($"The data ends at byte {_data.Length}; bytes {at} to {(long)at + count} are needed.");
        }

        _budget -= count;
        return _budget >= 0
            ? _data.Slice(at, count)
            : throw new AbiException("The data shares its bytes between several values: its decoded form would outgrow it.");
    }

    private static void RequireZero(ReadOnlySpan<byte> padding, AbiType type)
    {
        if (padding.ContainsAnyExcept((byte)0))
        {
            throw new AbiException($"A value of type {type} has padding that is not zero.");
        }
    }
}
