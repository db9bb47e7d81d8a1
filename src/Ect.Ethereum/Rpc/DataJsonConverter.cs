using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ect.Ethereum.Rpc;

internal sealed class DataJsonConverter : JsonConverter<byte[]>
{
    public override byte[] Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonText.Require(ref reader) is var text && text.StartsWith("0x", StringComparison.Ordinal) && Hex.TryDecode(text, out var bytes)
            ? bytes
            : throw new JsonException("Data is not 0x and an even number of hexadecimal digits.");

    public override void Write(Utf8JsonWriter writer, byte[] value, JsonSerializerOptions options) => writer.WriteStringValue(Hex.Encode(value));
}
