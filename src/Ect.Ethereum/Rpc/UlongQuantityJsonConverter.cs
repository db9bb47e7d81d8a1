using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ect.Ethereum.Rpc;

internal sealed class UlongQuantityJsonConverter : JsonConverter<ulong>
{
    public override ulong Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Quantity.DecodeUlong(JsonText.Require(ref reader));

    public override void Write(Utf8JsonWriter writer, ulong value, JsonSerializerOptions options) => writer.WriteStringValue(Quantity.Encode(value));
}
