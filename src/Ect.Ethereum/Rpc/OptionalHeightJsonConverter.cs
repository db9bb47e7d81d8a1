using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ect.Ethereum.Rpc;

/// <summary>A number that is null while a log is pending.</summary>
internal sealed class OptionalHeightJsonConverter : JsonConverter<ulong>
{
    public override bool HandleNull => true;

    public override ulong Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Null ? 0 : Quantity.DecodeUlong(JsonText.Require(ref reader));

    public override void Write(Utf8JsonWriter writer, ulong value, JsonSerializerOptions options) => writer.WriteStringValue(Quantity.Encode(value));
}
