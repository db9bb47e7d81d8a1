using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ect.Ethereum.Rpc;

/// <summary>JSON-RPC's form of numbers: 0x and hexadecimal digits, at most 256 bits.</summary>
internal static class Quantity
{
    public static string Encode(BigInteger value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        var digits = value.ToString("x", CultureInfo.InvariantCulture).TrimStart('0');
        return "0x" + (digits.Length == 0 ? "0" : digits);
    }

    public static BigInteger Decode(string text) =>
        text.Length is > 2 and <= 66 && text.StartsWith("0x", StringComparison.Ordinal)
            && BigInteger.TryParse("0" + text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new JsonException("A quantity is not 0x and 1 to 64 hexadecimal digits.");

    public static ulong DecodeUlong(string text) =>
        Decode(text) is var value && value <= ulong.MaxValue ? (ulong)value : throw new JsonException("A quantity has more than 64 bits.");
}

internal sealed class QuantityJsonConverter : JsonConverter<BigInteger>
{
    public override BigInteger Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Quantity.Decode(JsonText.Require(ref reader));

    public override void Write(Utf8JsonWriter writer, BigInteger value, JsonSerializerOptions options) => writer.WriteStringValue(Quantity.Encode(value));
}

internal sealed class UlongQuantityJsonConverter : JsonConverter<ulong>
{
    public override ulong Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Quantity.DecodeUlong(JsonText.Require(ref reader));

    public override void Write(Utf8JsonWriter writer, ulong value, JsonSerializerOptions options) => writer.WriteStringValue(Quantity.Encode(value));
}

internal sealed class DataJsonConverter : JsonConverter<byte[]>
{
    public override byte[] Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonText.Require(ref reader) is var text && text.StartsWith("0x", StringComparison.Ordinal) && Hex.TryDecode(text, out var bytes)
            ? bytes
            : throw new JsonException("Data is not 0x and an even number of hexadecimal digits.");

    public override void Write(Utf8JsonWriter writer, byte[] value, JsonSerializerOptions options) => writer.WriteStringValue(Hex.Encode(value));
}

/// <summary>A number that is null while a log is pending.</summary>
internal sealed class OptionalHeightJsonConverter : JsonConverter<ulong>
{
    public override bool HandleNull => true;

    public override ulong Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Null ? 0 : Quantity.DecodeUlong(JsonText.Require(ref reader));

    public override void Write(Utf8JsonWriter writer, ulong value, JsonSerializerOptions options) => writer.WriteStringValue(Quantity.Encode(value));
}

/// <summary>A hash that is null while a log is pending.</summary>
internal sealed class OptionalHashJsonConverter : JsonConverter<Bytes32>
{
    public override bool HandleNull => true;

    public override Bytes32 Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Null ? default
        : Bytes32.TryParse(JsonText.Require(ref reader), out var value) ? value
        : throw new JsonException("A hash is not 0x and 64 hexadecimal digits.");

    public override void Write(Utf8JsonWriter writer, Bytes32 value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
