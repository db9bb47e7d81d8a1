using System.Text.Json;

namespace Ect.Ethereum;

internal static class JsonText
{
    public static string Require(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw new JsonException($"Expected a string, found {reader.TokenType}.");
}
