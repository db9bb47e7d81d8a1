using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ect.Ethereum;

/// <summary>32-byte values as JSON strings. Public so that source generators of other assemblies find it.</summary>
public sealed class Bytes32JsonConverter : JsonConverter<Bytes32>
{
    /// <inheritdoc/>
    public override Bytes32 Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Bytes32.TryParse(JsonText.Require(ref reader), out var value) ? value : throw new JsonException("The value is not 0x and 64 hexadecimal digits.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Bytes32 value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());

    /// <inheritdoc/>
    public override Bytes32 ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Bytes32.TryParse(reader.GetString(), out var value) ? value : throw new JsonException("The property name is not 0x and 64 hexadecimal digits.");

    /// <inheritdoc/>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, Bytes32 value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.ToString());
}
