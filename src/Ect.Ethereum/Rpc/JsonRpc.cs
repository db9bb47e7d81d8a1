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
            Write(writer, id, method, parameters);
        }

        return buffer.ToArray();
    }

    /// <summary>Several requests in one message; their ids are their places in it, from one.</summary>
    public static byte[] Batch(string method, IReadOnlyList<JsonArray> calls)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            for (var i = 0; i < calls.Count; i++)
            {
                Write(writer, i + 1, method, calls[i]);
            }

            writer.WriteEndArray();
        }

        return buffer.ToArray();
    }

    /// <summary>The answers to a batch in the requests' order, whatever order the node has; null where it left one out. An error in the place of them all is thrown.</summary>
    public static JsonElement?[] Answers(string method, JsonElement answer, int count)
    {
        if (answer.ValueKind != JsonValueKind.Array)
        {
            _ = Result(method, answer, RpcJsonContext.Default.JsonElement);
            throw Malformed(method, null);
        }

        var answers = new JsonElement?[count];
        foreach (var one in answer.EnumerateArray())
        {
            if (one.ValueKind == JsonValueKind.Object && one.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.Number && id.TryGetInt32(out var place) && place > 0 && place <= count)
            {
                answers[place - 1] = answers[place - 1] is null ? one : throw Malformed(method, new FormatException($"it answers call {place} of {count} twice"));
            }
        }

        return answers;
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

    private static void Write(Utf8JsonWriter writer, long id, string method, JsonArray parameters)
    {
        writer.WriteStartObject();
        writer.WriteString("jsonrpc", "2.0");
        writer.WriteNumber("id", id);
        writer.WriteString("method", method);
        writer.WritePropertyName("params");
        parameters.WriteTo(writer);
        writer.WriteEndObject();
    }

    private static RpcException Error(string method, JsonElement error)
    {
        var code = error.TryGetProperty("code", out var number) && number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out var value) ? value : 0;
        var message = error.TryGetProperty("message", out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : "no message";
        var data = error.TryGetProperty("data", out var extra) && extra.ValueKind != JsonValueKind.Null ? extra.GetRawText() : null;
        return new(code, $"The node refuses {method}: {message} (code {code}).", data);
    }
}
