using System.Buffers.Binary;
using System.Collections;
using System.Text;

namespace Ect.Ethereum.Abi;

internal static class AbiEncoder
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static byte[] EncodeSequence(IReadOnlyList<AbiType> types, IReadOnlyList<object?> values, string path)
    {
        if (types.Count != values.Count)
        {
            throw new AbiException($"{Where(path)} takes {types.Count} values, {values.Count} are given.");
        }

        var encoded = new byte[types.Count][];
        var headSize = 0;
        for (var i = 0; i < types.Count; i++)
        {
            encoded[i] = Encode(types[i], values[i], path.Length == 0 ? $"{i}" : $"{path}.{i}");
            headSize += types[i].HeadSize;
        }

        var target = new byte[headSize + encoded.Where((_, i) => types[i].IsDynamic).Sum(bytes => bytes.Length)];
        var head = 0;
        var tail = headSize;
        for (var i = 0; i < types.Count; i++)
        {
            if (types[i].IsDynamic)
            {
                BinaryPrimitives.WriteInt32BigEndian(target.AsSpan(head + 28), tail);
                encoded[i].CopyTo(target, tail);
                tail += encoded[i].Length;
            }
            else
            {
                encoded[i].CopyTo(target, head);
            }

            head += types[i].HeadSize;
        }

        return target;
    }

    /// <summary>Encodes a value of an elementary type of one word; EIP-712 uses the same words.</summary>
    internal static byte[] EncodeWord(AbiType type, object? value, string path)
    {
        var word = new byte[32];
        switch (type.Kind)
        {
            case AbiKind.UnsignedInteger:
                var unsigned = AbiValues.Integer(value) ?? throw Mismatch(type, value, path);
                if (unsigned.Sign < 0 || unsigned.GetBitLength() > type.Size)
                {
                    throw OutOfRange(type, path);
                }

                Words.WriteUnsigned(unsigned, word);
                break;
            case AbiKind.SignedInteger:
                var signed = AbiValues.Integer(value) ?? throw Mismatch(type, value, path);
                if (signed.GetBitLength() > type.Size - 1)
                {
                    throw OutOfRange(type, path);
                }

                Words.WriteSigned(signed, word);
                break;
            case AbiKind.Boolean:
                word[31] = value is bool flag ? (byte)(flag ? 1 : 0) : throw Mismatch(type, value, path);
                break;
            case AbiKind.Address:
                (value is Address address ? address : throw Mismatch(type, value, path)).CopyTo(word.AsSpan(12));
                break;
            case AbiKind.FixedBytes:
                var bytes = value switch
                {
                    Bytes32 hash => hash.ToBytes(),
                    byte[] array => array,
                    _ => throw Mismatch(type, value, path),
                };
                if (bytes.Length != type.Size)
                {
                    throw new AbiException($"{Where(path)} of type {type} takes {type.Size} bytes, {bytes.Length} are given.");
                }

                bytes.CopyTo(word, 0);
                break;
            default:
                throw new InvalidOperationException($"{type} is not one word.");
        }

        return word;
    }

    private static byte[] Encode(AbiType type, object? value, string path) => type.Kind switch
    {
        AbiKind.Bytes => EncodeBytes(value is Bytes32 hash ? hash.ToBytes() : value as byte[] ?? throw Mismatch(type, value, path)),
        AbiKind.Text => EncodeBytes(Utf8(value as string ?? throw Mismatch(type, value, path), path)),
        AbiKind.Array => EncodeArray(type, Elements(type, value, path), path),
        AbiKind.Tuple => EncodeSequence(type.Components, Elements(type, value, path), path),
        _ => EncodeWord(type, value, path),
    };

    private static byte[] EncodeArray(AbiType type, object?[] elements, string path)
    {
        if (type.Size >= 0 && elements.Length != type.Size)
        {
            throw new AbiException($"{Where(path)} of type {type} takes {type.Size} elements, {elements.Length} are given.");
        }

        var types = new AbiType[elements.Length];
        Array.Fill(types, type.Element!);
        var body = EncodeSequence(types, elements, path);
        return type.Size >= 0 ? body : [.. LengthWord(elements.Length), .. body];
    }

    private static byte[] EncodeBytes(byte[] bytes)
    {
        var target = new byte[32 + ((bytes.Length + 31) / 32 * 32)];
        LengthWord(bytes.Length).CopyTo(target, 0);
        bytes.CopyTo(target, 32);
        return target;
    }

    private static byte[] Utf8(string text, string path)
    {
        try
        {
            return StrictUtf8.GetBytes(text);
        }
        catch (EncoderFallbackException)
        {
            throw new AbiException($"{Where(path)} holds half of a surrogate pair: the text has no UTF-8 form.");
        }
    }

    private static byte[] LengthWord(int length)
    {
        var word = new byte[32];
        BinaryPrimitives.WriteInt32BigEndian(word.AsSpan(28), length);
        return word;
    }

    private static object?[] Elements(AbiType type, object? value, string path) => value switch
    {
        object?[] array => array,
        string or byte[] => throw Mismatch(type, value, path),
        IEnumerable sequence => [.. sequence.Cast<object?>()],
        _ => throw Mismatch(type, value, path),
    };

    private static AbiException Mismatch(AbiType type, object? value, string path) =>
        new($"{Where(path)} of type {type} cannot take a {value?.GetType().Name ?? "null"}.");

    private static AbiException OutOfRange(AbiType type, string path) => new($"{Where(path)} does not fit in {type}.");

    private static string Where(string path) => path.Length == 0 ? "The call" : $"Parameter {path}";
}
