namespace Ect.Ethereum;

/// <summary>Recursive Length Prefix encoding. Decoding accepts the one canonical form of a value only.</summary>
public static class Rlp
{
    /// <summary>Lists nested deeper than this are refused, so that hostile input cannot exhaust the stack.</summary>
    public const int MaxDepth = 64;

    /// <summary>The canonical bytes of an item.</summary>
    public static byte[] Encode(RlpItem item)
    {
        var target = new byte[EncodedLength(item)];
        Write(item, target);
        return target;
    }

    /// <summary>Decodes exactly one item that fills the input.</summary>
    /// <exception cref="FormatException">Truncated, trailing, non-canonical or too deeply nested input.</exception>
    public static RlpItem Decode(ReadOnlySpan<byte> input)
    {
        var item = Read(input, 0, out var consumed);
        return consumed == input.Length
            ? item
            : throw new FormatException($"RLP input has {input.Length - consumed} bytes after its end.");
    }

    private static RlpItem Read(ReadOnlySpan<byte> input, int depth, out int consumed)
    {
        if (depth > MaxDepth)
        {
            throw new FormatException($"RLP lists are nested deeper than {MaxDepth}.");
        }

        if (input.IsEmpty)
        {
            throw new FormatException("RLP input ends where an item belongs.");
        }

        var first = input[0];
        if (first < 0x80)
        {
            consumed = 1;
            return new RlpString([first]);
        }

        var isList = first >= 0xc0;
        var payload = Payload(input, isList ? (byte)(first - 0xc0) : (byte)(first - 0x80), out consumed);
        return isList ? ReadList(payload, depth) : ReadString(payload);
    }

    private static RlpString ReadString(ReadOnlySpan<byte> payload) =>
        payload is [< 0x80]
            ? throw new FormatException("RLP writes a single byte below 0x80 as itself, without a prefix.")
            : new RlpString(payload.ToArray());

    private static RlpList ReadList(ReadOnlySpan<byte> payload, int depth)
    {
        var items = new List<RlpItem>();
        while (!payload.IsEmpty)
        {
            items.Add(Read(payload, depth + 1, out var length));
            payload = payload[length..];
        }

        return new RlpList(items);
    }

    private static ReadOnlySpan<byte> Payload(ReadOnlySpan<byte> input, byte code, out int consumed)
    {
        var start = 1;
        ulong length = code;
        if (code > 55)
        {
            var size = code - 55;
            if (input.Length < 1 + size || input[1] == 0)
            {
                throw new FormatException("RLP length is truncated or has a leading zero.");
            }

            length = 0;
            for (var i = 0; i < size; i++)
            {
                length = (length << 8) | input[1 + i];
            }

            start += size;
            if (length <= 55)
            {
                throw new FormatException($"RLP writes a length of {length} in the short form.");
            }
        }

        if (length > (ulong)(input.Length - start))
        {
            throw new FormatException($"RLP item claims {length} bytes, {input.Length - start} are left.");
        }

        consumed = start + (int)length;
        return input[start..consumed];
    }

    private static int EncodedLength(RlpItem item)
    {
        if (item is RlpString { Bytes: [< 0x80] })
        {
            return 1;
        }

        var payload = PayloadLength(item);
        return payload + (payload <= 55 ? 1 : 1 + LengthSize(payload));
    }

    private static int PayloadLength(RlpItem item) =>
        item is RlpString text ? text.Bytes.Length : ((RlpList)item).Items.Sum(EncodedLength);

    private static int Write(RlpItem item, Span<byte> target)
    {
        if (item is RlpString { Bytes: [< 0x80] single })
        {
            target[0] = single[0];
            return 1;
        }

        var at = WritePrefix(PayloadLength(item), item is RlpList ? (byte)0xc0 : (byte)0x80, target);
        if (item is RlpString text)
        {
            text.Bytes.CopyTo(target[at..]);
            return at + text.Bytes.Length;
        }

        foreach (var child in ((RlpList)item).Items)
        {
            at += Write(child, target[at..]);
        }

        return at;
    }

    private static int WritePrefix(int length, byte offset, Span<byte> target)
    {
        if (length <= 55)
        {
            target[0] = (byte)(offset + length);
            return 1;
        }

        var size = LengthSize(length);
        target[0] = (byte)(offset + 55 + size);
        for (var i = 0; i < size; i++)
        {
            target[1 + i] = (byte)(length >> (8 * (size - 1 - i)));
        }

        return 1 + size;
    }

    private static int LengthSize(int length) => length switch
    {
        <= 0xff => 1,
        <= 0xffff => 2,
        <= 0xffffff => 3,
        _ => 4,
    };
}
