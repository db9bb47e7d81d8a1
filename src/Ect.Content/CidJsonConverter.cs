using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ect.Content;

internal sealed class CidJsonConverter : JsonConverter<Cid>
{
    public override Cid Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Cid.TryParse(reader.GetString(), out var cid)
            ? cid
            : throw new JsonException("Expected a content id: the 59 characters of a CIDv1 in lower-case base32.");

    public override void Write(Utf8JsonWriter writer, Cid value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
