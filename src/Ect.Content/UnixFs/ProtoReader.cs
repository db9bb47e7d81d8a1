namespace Ect.Content.UnixFs;

/// <summary>Reads protobuf fields from bytes of unknown origin; every malformation is a <see cref="FormatException"/>.</summary>
internal ref struct ProtoReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> rest = bytes;

    public readonly bool AtEnd => rest.IsEmpty;

    public int ReadTag() => ReadVarint() is var tag and <= int.MaxValue ? (int)tag : throw new FormatException("a field number is out of range");

    /// <summary>A number from 0 to 2^63 - 1: all sizes are.</summary>
    public long ReadVarint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 63; shift += 7)
        {
            var b = Take(1)[0];
            value |= (ulong)(b & 0x7f) << shift;
            if (b < 0x80)
            {
                return (long)value;
            }
        }

        throw new FormatException("a number exceeds 63 bits");
    }

    public ReadOnlySpan<byte> ReadBytes() => Take(ReadVarint());

    private ReadOnlySpan<byte> Take(long count)
    {
        if (count > rest.Length)
        {
            throw new FormatException("it ends in the middle of a field");
        }

        var taken = rest[..(int)count];
        rest = rest[(int)count..];
        return taken;
    }
}
