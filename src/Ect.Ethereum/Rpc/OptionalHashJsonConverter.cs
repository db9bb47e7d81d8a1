using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ect.Ethereum.Rpc;

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
