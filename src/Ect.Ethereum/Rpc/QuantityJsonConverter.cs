using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ect.Ethereum.Rpc;

internal sealed class QuantityJsonConverter : JsonConverter<BigInteger>
{
    public override BigInteger Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Quantity.Decode(JsonText.Require(ref reader));

    public override void Write(Utf8JsonWriter writer, BigInteger value, JsonSerializerOptions options) => writer.WriteStringValue(Quantity.Encode(value));
}
