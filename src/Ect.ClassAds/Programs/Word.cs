using System.Buffers.Binary;
using Ect.ClassAds.Values;

namespace Ect.ClassAds.Programs;

/// <summary>
/// A value as a contract holds it, in one word of 32 bytes: first the number of its <see cref="ValueKind"/>; then a text's bytes, filled up
/// with zeros; or, at the end, 64 bits of an integer, 1 or 0 of a boolean. Undefined is the word 0.
/// </summary>
public static class Word
{
    /// <summary>Bytes of a word.</summary>
    public const int Size = 32;

    /// <summary>The word of a value; false if a contract has no such values, with the reason.</summary>
    public static bool TryWrite(Value value, out byte[]? word, out string? refusal)
    {
        word = null;
        refusal = RuleAgainst(value);
        if (refusal is not null)
        {
            return false;
        }

        word = new byte[Size];
        word[0] = (byte)value.Kind;
        if (value.IsString)
        {
            WriteText(value.Bytes, word.AsSpan(1));
        }
        else
        {
            BinaryPrimitives.WriteInt64BigEndian(word.AsSpan(Size - sizeof(long)), value.IsExceptional ? 0 : value.Integer);
        }

        return true;
    }

    /// <summary>The value of a word, as a contract returns it.</summary>
    /// <exception cref="ArgumentException">No value has this word.</exception>
    public static Value Read(ReadOnlySpan<byte> word)
    {
        if (word.Length != Size)
        {
            throw new ArgumentException($"A word has {Size} bytes, not {word.Length}.", nameof(word));
        }

        var number = BinaryPrimitives.ReadInt64BigEndian(word[^sizeof(long)..]);
        var value = (ValueKind)word[0] switch
        {
            ValueKind.Undefined => Value.Undefined,
            ValueKind.Error => Value.Error,
            ValueKind.Boolean => Value.Of(number != 0),
            ValueKind.Integer => Value.Of(number),
            ValueKind.String => Value.OfBytes(ReadText(word[1..])),
            _ => throw new ArgumentException($"No value on chain has the type {word[0]}.", nameof(word)),
        };
        return TryWrite(value, out var same, out _) && word.SequenceEqual(same)
            ? value
            : throw new ArgumentException($"The word {Convert.ToHexStringLower(word)} is no value's.", nameof(word));
    }

    /// <summary>Why a contract does not have the value; null if it does.</summary>
    internal static string? RuleAgainst(Value value) => value.Kind switch
    {
        ValueKind.Undefined or ValueKind.Error or ValueKind.Boolean or ValueKind.Integer => null,
        ValueKind.String => RuleAgainst("a text", value.Bytes),
        ValueKind.Real => "numbers on chain are integers",
        ValueKind.AbsoluteTime or ValueKind.RelativeTime => "there are no times on chain, write seconds as an integer",
        ValueKind.List => "there are no lists on chain",
        _ => "there are no nested ads on chain",
    };

    /// <summary>Why the bytes are no text, or name, of a contract; null if they are.</summary>
    internal static string? RuleAgainst(string what, string bytes) =>
        bytes.Length > ProgramLimits.Text ? $"{what} on chain has {ProgramLimits.Text} bytes at most, this one has {bytes.Length}"
        : bytes.Contains('\0', StringComparison.Ordinal) ? $"{what} on chain has no zero byte"
        : null;

    /// <summary>Puts down the bytes of a text; what follows stays zero.</summary>
    internal static void WriteText(string bytes, Span<byte> to)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            to[i] = (byte)bytes[i];
        }
    }

    private static string ReadText(ReadOnlySpan<byte> bytes) => System.Text.Encoding.Latin1.GetString(bytes.TrimEnd((byte)0));
}
