using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ect.Ethereum.Abi;

namespace Ect.Ethereum.TypedData;

/// <summary>Values of elementary types in a wallet's JSON.</summary>
internal static class TypedDataValue
{
    private const int MaxNumberDigits = 80;
    private static readonly BigInteger MaxSafeInteger = (BigInteger.One << 53) - 1;

    public static object Read(AbiType type, JsonNode node, string path)
    {
        var value = node as JsonValue ?? throw Mismatch(type, path);
        return type.Kind switch
        {
            AbiKind.UnsignedInteger or AbiKind.SignedInteger => ReadNumber(value) ?? throw Mismatch(type, path),
            AbiKind.Boolean => value.GetValueKind() switch
            {
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                _ => throw Mismatch(type, path),
            },
            AbiKind.Text => Text(value) ?? throw Mismatch(type, path),
            AbiKind.Address => Address.TryParse(Text(value), out var address) ? address : throw Mismatch(type, path),
            _ => Text(value) is { } text && text.StartsWith("0x", StringComparison.Ordinal) && Hex.TryDecode(text, out var bytes)
                ? type.Equals(AbiType.Bytes32) && bytes.Length == 32 ? Bytes32.FromBytes(bytes) : bytes
                : throw Mismatch(type, path),
        };
    }

    /// <summary>A number as wallets read it without loss: a JSON number where JavaScript holds it exactly, else decimal text.</summary>
    public static JsonNode Number(BigInteger number) => BigInteger.Abs(number) <= MaxSafeInteger
        ? JsonValue.Create((long)number)
        : JsonValue.Create(number.ToString(CultureInfo.InvariantCulture));

    private static BigInteger? ReadNumber(JsonValue value)
    {
        var text = value.GetValueKind() == JsonValueKind.Number ? value.ToJsonString() : Text(value);
        if (text is null or "" || text.Length > MaxNumberDigits)
        {
            return null;
        }

        var hex = text.StartsWith("0x", StringComparison.Ordinal);
        return BigInteger.TryParse(
            hex ? "0" + text[2..] : text,
            hex ? NumberStyles.AllowHexSpecifier : NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture,
            out var number) ? number : null;
    }

    private static string? Text(JsonValue value) => value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    private static TypedDataException Mismatch(AbiType type, string path) => new($"Member {path} is not a value of type {type}.");
}
