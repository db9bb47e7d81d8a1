using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ect.Bench.Chain;

/// <summary>Many JSON-RPC calls in few requests: ten thousand workers take their seats in seconds.</summary>
internal sealed class Batch(Uri node) : IDisposable
{
    private const int Size = 500;

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromMinutes(2) };

    /// <summary>Sends all calls in order.</summary>
    /// <exception cref="InvalidOperationException">The node refuses one.</exception>
    public async Task SendAsync(IEnumerable<(string Method, JsonArray Parameters)> calls, CancellationToken ct)
    {
        foreach (var part in calls.Chunk(Size))
        {
            var body = new JsonArray([.. part.Select((call, id) => (JsonNode)new JsonObject { ["jsonrpc"] = "2.0", ["id"] = id, ["method"] = call.Method, ["params"] = call.Parameters })]);
            using var response = await _http.PostAsJsonAsync(node, body, ct);
            var answers = await response.Content.ReadFromJsonAsync<JsonElement>(ct);
            if (answers.ValueKind != JsonValueKind.Array || answers.EnumerateArray().FirstOrDefault(answer => answer.TryGetProperty("error", out _)) is { ValueKind: not JsonValueKind.Undefined })
            {
                var text = answers.ToString();
                throw new InvalidOperationException($"The node refuses {part[0].Method}: {text[..Math.Min(text.Length, 500)]}");
            }
        }
    }

    public void Dispose() => _http.Dispose();
}
