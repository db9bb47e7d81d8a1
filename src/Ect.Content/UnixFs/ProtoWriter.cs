using System.Buffers;

namespace Ect.Content.UnixFs;

/// <summary>The two protobuf wire types that dag-pb and UnixFS use, written in their shortest form.</summary>
internal static class ProtoWriter
{
    public const int Varint = 0;
    public const int Bytes = 2;

    public static int Tag(int field, int wireType) => (field << 3) | wireType;

    public static void WriteVarint(this ArrayBufferWriter<byte> to, int field, long value)
    {
        to.WriteRaw((ulong)Tag(field, Varint));
        to.WriteRaw((ulong)value);
    }

    public static void WriteBytes(this ArrayBufferWriter<byte> to, int field, ReadOnlySpan<byte> value)
    {
        to.WriteRaw((ulong)Tag(field, Bytes));
        to.WriteRaw((ulong)value.Length);
        to.Write(value);
    }

    private static void WriteRaw(this ArrayBufferWriter<byte> to, ulong value)
    {
        var span = to.GetSpan(10);
        var length = 0;
        while (value >= 0x80)
        {
            span[length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        span[length++] = (byte)value;
        to.Advance(length);
    }
}
