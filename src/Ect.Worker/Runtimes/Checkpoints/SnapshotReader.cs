using System.Buffers.Binary;

namespace Ect.Worker.Runtimes.Checkpoints;

/// <summary>Takes bytes from the front of a snapshot; whatever it is asked for beyond the end is a <see cref="FormatException"/>.</summary>
internal ref struct SnapshotReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    public ReadOnlySpan<byte> Take(int count)
    {
        if ((uint)count > (uint)_rest.Length)
        {
            throw new FormatException("it ends too soon");
        }

        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    public ulong Number() => BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));

    /// <summary>A length that was written before what it measures.</summary>
    public int Length() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));

    public ReadOnlySpan<byte> Bytes() => Take(Length());
}
