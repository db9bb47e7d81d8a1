using System.Buffers.Binary;

namespace Ect.ClassAds.Programs;

/// <summary>Puts instructions one after the other, and counts what is on the stack when they run.</summary>
internal sealed class ProgramWriter
{
    private readonly byte[] _bytes = new byte[ProgramLimits.Length];
    private int _length;
    private int _depth;

    public byte[] ToArray() => _bytes[.._length];

    /// <summary>An instruction that puts a value on the stack. Null, or why there is no room for it.</summary>
    public string? Push(Opcode code) => Begin(code, 0) ?? Pushed();

    public string? PushInteger(long value)
    {
        if (Begin(Opcode.Integer, sizeof(long)) is { } rule)
        {
            return rule;
        }

        BinaryPrimitives.WriteInt64BigEndian(_bytes.AsSpan(_length), value);
        _length += sizeof(long);
        return Pushed();
    }

    /// <summary>A text or an attribute's name.</summary>
    public string? PushText(Opcode code, string bytes)
    {
        if (Begin(code, ProgramLimits.Text) is { } rule)
        {
            return rule;
        }

        Word.WriteText(bytes, _bytes.AsSpan(_length));
        _length += ProgramLimits.Text;
        return Pushed();
    }

    /// <summary>An operator, which makes one value of several.</summary>
    public string? Apply(Opcode code, int operands)
    {
        _depth -= operands - 1;
        return Begin(code, 0);
    }

    private string? Begin(Opcode code, int carried)
    {
        if (_length + 1 + carried > ProgramLimits.Length)
        {
            return $"a program on chain has {ProgramLimits.Length} bytes at most";
        }

        _bytes[_length++] = (byte)code;
        return null;
    }

    private string? Pushed() => ++_depth > ProgramLimits.Depth ? $"a program on chain holds {ProgramLimits.Depth} values at once, put what is nested on the right to the left" : null;
}
