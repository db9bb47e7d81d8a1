using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ect.Ethereum.Rpc;

/// <summary>One URL is a string, several are a list of strings.</summary>
internal sealed class RpcEndpointsJsonConverter : JsonConverter<RpcEndpoints>
{
    public override RpcEndpoints Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return new(Url(ref reader));
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("Endpoints are a URL or a list of URLs.");
        }

        var urls = new List<Uri>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            urls.Add(Url(ref reader));
        }

        return new(urls);
    }

    public override void Write(Utf8JsonWriter writer, RpcEndpoints value, JsonSerializerOptions options)
    {
        if (value.Count == 1)
        {
            writer.WriteStringValue(value[0].OriginalString);
            return;
        }

        writer.WriteStartArray();
        foreach (var url in value)
        {
            writer.WriteStringValue(url.OriginalString);
        }

        writer.WriteEndArray();
    }

    // The text itself is not told: it may hold a key.
    private static Uri Url(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String && Uri.TryCreate(reader.GetString(), UriKind.Absolute, out var url)
            ? url
            : throw new JsonException("An endpoint is no absolute URL.");
}
