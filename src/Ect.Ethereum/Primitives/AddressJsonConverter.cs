using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ect.Ethereum;

/// <summary>Addresses as JSON strings. Public so that source generators of other assemblies find it.</summary>
public sealed class AddressJsonConverter : JsonConverter<Address>
{
    /// <inheritdoc/>
    public override Address Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Address.TryParse(JsonText.Require(ref reader), out var value) ? value : throw new JsonException("The value is not an address with a right checksum.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Address value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());

    /// <inheritdoc/>
    public override Address ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Address.TryParse(reader.GetString(), out var value) ? value : throw new JsonException("The property name is not an address with a right checksum.");

    /// <inheritdoc/>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, Address value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.ToString());
}
