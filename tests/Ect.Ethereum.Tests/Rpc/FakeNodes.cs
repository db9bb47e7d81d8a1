using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Ect.Ethereum.Tests.Rpc;

/// <summary>Several nodes behind one transport, each a function from method and parameters to an answer.</summary>
internal sealed class FakeNodes : HttpMessageHandler
{
    private readonly Dictionary<string, Func<string, JsonArray, HttpResponseMessage?>> _nodes = [];

    /// <summary>Who was asked what, in order.</summary>
    public ConcurrentQueue<(string Node, string Method, string Parameters)> Asked { get; } = new();

    public int Count(string node, string method) => Asked.Count(call => call.Node == node && call.Method == method);

    /// <summary>A node with a head, or one that never tells it; <paramref name="answer"/> says what else it answers, null never to answer.</summary>
    public FakeNodes With(string name, Func<string, JsonArray, HttpResponseMessage?>? answer = null, ulong? head = 100, ulong chain = 1)
    {
        _nodes[name] = (method, parameters) => method switch
        {
            "eth_chainId" => Result($"\"0x{chain:x}\""),
            "eth_blockNumber" when head is null => null,
            "eth_blockNumber" => Result($"\"0x{head:x}\""),
            _ => answer is null ? Result("\"0x1\"") : answer(method, parameters),
        };
        return this;
    }

    public static HttpResponseMessage Result(string json) => Answer(HttpStatusCode.OK, $$"""{"jsonrpc":"2.0","id":1,"result":{{json}}}""");

    public static HttpResponseMessage Refusal(int code, string message) => Answer(HttpStatusCode.OK, $"{{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{{\"code\":{code},\"message\":\"{message}\"}}}}");

    public static HttpResponseMessage Answer(HttpStatusCode status, string body) => new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var asked = JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken))!;
        var (node, method, parameters) = (request.RequestUri!.Host, (string)asked["method"]!, (JsonArray)asked["params"]!);
        Asked.Enqueue((node, method, parameters.ToJsonString()));
        if (_nodes[node](method, parameters) is { } answer)
        {
            return answer;
        }

        await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
        throw new InvalidOperationException();
    }
}
