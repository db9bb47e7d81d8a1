using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Ect.Ethereum.Rpc;

/// <summary>The envelope of requests and answers, the same over HTTP and WebSocket.</summary>
internal static class JsonRpc
{
    public static byte[] Request(long id, string method, JsonArray parameters)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("jsonrpc", "2.0");
            writer.WriteNumber("id", id);
            writer.WriteString("method", method);
            writer.WritePropertyName("params");
            parameters.WriteTo(writer);
            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }

    /// <summary>The result of an answer; an error in it is thrown.</summary>
    public static T? Result<T>(string method, JsonElement answer, JsonTypeInfo<T> type)
    {
        if (answer.ValueKind != JsonValueKind.Object)
        {
            throw Malformed(method, null);
        }

        if (answer.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object)
        {
            throw Error(method, error);
        }

        if (!answer.TryGetProperty("result", out var result))
        {
            throw Malformed(method, null);
        }

        try
        {
            return result.ValueKind == JsonValueKind.Null ? default : result.Deserialize(type);
        }
        catch (Exception exception) when (exception is JsonException or FormatException)
        {
            throw Malformed(method, exception);
        }
    }

    public static RpcException Malformed(string method, Exception? cause) =>
        new(RpcException.MalformedAnswer, $"The node's answer to {method} is not understood{(cause is null ? "" : $" ({cause.Message.TrimEnd('.')})")}: is the URL that of an Ethereum JSON-RPC node?", null, cause);

    private static RpcException Error(string method, JsonElement error)
    {
        var code = error.TryGetProperty("code", out var number) && number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out var value) ? value : 0;
        var message = error.TryGetProperty("message", out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : "no message";
        var data = error.TryGetProperty("data", out var extra) && extra.ValueKind != JsonValueKind.Null ? extra.GetRawText() : null;
        return new(code, $"The node refuses {method}: {message} (code {code}).", data);
    }
}
