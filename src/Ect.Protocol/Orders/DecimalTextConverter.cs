using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ect.Protocol.Orders;

/// <summary>Big numbers as decimal text: as JSON numbers, other languages would round them.</summary>
internal sealed class DecimalTextConverter : JsonConverter<BigInteger>
{
    private const int MaxDigits = 78;

    public override BigInteger Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw new JsonException("Amounts and asset ids are written as text of decimal digits (\"1500\"), because JSON numbers lose digits.");
        }

        var text = reader.GetString()!;
        return text.Length is > 0 and <= MaxDigits && BigInteger.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new JsonException("Amounts and asset ids are text of 1 to 78 decimal digits, without sign, point or exponent.");
    }

    public override void Write(Utf8JsonWriter writer, BigInteger value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));
}
