using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Ect.Testing;

/// <summary>A real HTTP server in front of a node, which misbehaves as it is told.</summary>
public sealed class FaultyNode : IAsyncDisposable
{
    private const int Lag = 30;
    private const int MostTogether = 10;

    private readonly HttpListener _listener;
    private readonly HttpClient _node;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;
    private int _troubled;

    public FaultyNode(Uri node)
    {
        (_listener, Uri) = Listen();
        _node = new() { BaseAddress = node };
        _serving = Task.Run(ServeAsync);
    }

    public Uri Uri { get; }

    public NodeTrouble Trouble
    {
        get;
        set
        {
            field = value;
            Interlocked.Exchange(ref _troubled, 0);
        }
    }

    /// <summary>Signature hash of an event that it hides well; null hides none.</summary>
    public string? HiddenTopic { get; set; }

    /// <summary>Number of the block that it says is its newest, though it answers from newer ones; null: the truth.</summary>
    public ulong? Head { get; set; }

    /// <summary>Whether its block 0 is not the parent of block 1, as that of an anvil that was started again.</summary>
    public bool HasAnotherGenesis { get; set; }

    /// <summary>Most blocks that it searches for logs in one request; null: any number.</summary>
    public ulong? MostLogBlocks { get; set; }

    /// <summary>Most logs that it gives in one answer; null: any number.</summary>
    public int? MostLogs { get; set; }

    /// <summary>How long each of its answers is on its way.</summary>
    public TimeSpan Distance { get; set; }

    /// <summary>Messages since the trouble began; a batch is one.</summary>
    public int Troubled => Volatile.Read(ref _troubled);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Close();
        await _serving;
        _node.Dispose();
        _stop.Dispose();
    }

    private static (HttpListener Listener, Uri Uri) Listen()
    {
        while (true)
        {
            using var probe = new TcpListener(IPAddress.Loopback, 0);
            probe.Start();
            var uri = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/");
            probe.Stop();
            var listener = new HttpListener { Prefixes = { uri.ToString() } };
            try
            {
                listener.Start();
                return (listener, uri);
            }
            catch (HttpListenerException)
            {
                listener.Close(); // Somebody was faster.
            }
        }
    }

    private async Task ServeAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                _ = AnswerSafelyAsync(await _listener.GetContextAsync());
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
        }
    }

    private async Task AnswerSafelyAsync(HttpListenerContext context)
    {
        try
        {
            Interlocked.Increment(ref _troubled);
            await AnswerAsync(context, Trouble);
        }
        catch (Exception exception) when (exception is HttpListenerException or HttpRequestException or ObjectDisposedException or InvalidOperationException or OperationCanceledException or IOException)
        {
            context.Response.Abort();
        }
    }

    private async Task AnswerAsync(HttpListenerContext context, NodeTrouble trouble)
    {
        using var reader = new StreamReader(context.Request.InputStream);
        var request = JsonNode.Parse(await reader.ReadToEndAsync(_stop.Token))!;
        var response = context.Response;
        await Task.Delay(Distance, TimeProvider.System, _stop.Token);
        switch (trouble)
        {
            case NodeTrouble.Hangs:
                await new TaskCompletionSource().Task.WaitAsync(_stop.Token);
                break;
            case NodeTrouble.LimitsRate:
                response.StatusCode = 429;
                response.AddHeader("Retry-After", "1");
                response.Close();
                break;
            case NodeTrouble.LimitsRateInWords:
                await WriteAsync(response, Error((request as JsonObject)?["id"], -32005, "request limit exceeded").ToJsonString());
                break;
            case NodeTrouble.AnswersMalformed:
                await WriteAsync(response, "<html>We are sorry</html>");
                break;
            case NodeTrouble.AnswersHuge:
                await FloodAsync(response);
                break;
            case NodeTrouble.BreaksOff:
                response.ContentLength64 = 1000;
                await response.OutputStream.WriteAsync("{\"jsonrpc\":"u8.ToArray(), _stop.Token);
                await response.OutputStream.FlushAsync(_stop.Token);
                response.Abort();
                break;
            default:
                var answer = request is JsonArray batch ? await AskAllAsync(batch, trouble) : await AskAsync((JsonObject)request, trouble);
                await WriteAsync(response, answer.ToJsonString());
                break;
        }
    }

    private async Task<JsonNode> AskAllAsync(JsonArray batch, NodeTrouble trouble)
    {
        if (trouble == NodeTrouble.RefusesBatches || (trouble == NodeTrouble.LimitsBatches && batch.Count > MostTogether))
        {
            return Error(null, -32600, trouble == NodeTrouble.RefusesBatches ? "batches are not served" : $"at most {MostTogether} calls in a batch");
        }

        JsonObject[] answers = await Task.WhenAll(batch.Select(request => AskAsync((JsonObject)request!, trouble)));
        return new JsonArray([.. trouble switch
        {
            NodeTrouble.MixesUpBatches => answers.AsEnumerable().Reverse(),
            NodeTrouble.LeavesOutOfBatches => answers.Where((_, at) => at % 3 != 1),
            NodeTrouble.CutsBatches => answers.Length <= MostTogether ? answers : [Error(answers[0]["id"], -32600, "batch too large")],
            NodeTrouble.LimitsRateOfBatches => answers.Select((answer, at) => at < MostTogether ? answer : Error(answer["id"], -32005, "request limit exceeded")),
            NodeTrouble.FailsOneOfBatches => answers.Select((answer, at) => at > 0 ? answer : Error(answer["id"], -32003, "response too large")),
            _ => answers,
        }]);
    }

    private static JsonObject Error(JsonNode? id, int code, string message) =>
        new() { ["jsonrpc"] = "2.0", ["id"] = id?.DeepClone(), ["error"] = new JsonObject { ["code"] = code, ["message"] = message } };

    private async Task<JsonObject> AskAsync(JsonObject request, NodeTrouble trouble)
    {
        var method = (string)request["method"]!;
        if (trouble == NodeTrouble.Lags)
        {
            await SetBackAsync(request);
        }

        if (method == "eth_getLogs" && request["params"]![0] is JsonObject filter && filter["toBlock"] is { } to && Number(to) - Number(filter["fromBlock"]!) >= MostLogBlocks)
        {
            return Error(request["id"], -32602, $"block range too large: at most {MostLogBlocks} blocks");
        }

        var answer = await ForwardAsync(request);
        if (answer["result"] is not { } result)
        {
            return answer;
        }

        if (method == "eth_getLogs" && ((JsonArray)result).Count > MostLogs)
        {
            return Error(request["id"], -32005, $"query returned more than {MostLogs} results");
        }

        Hide(method, result);
        if (HasAnotherGenesis && method == "eth_getBlockByNumber" && (string?)request["params"]![0] == "0x0")
        {
            result["hash"] = "0x" + new string('1', 64);
        }

        if (Head is { } head && method == "eth_blockNumber")
        {
            answer["result"] = Text(head);
        }

        switch (trouble, method)
        {
            case (NodeTrouble.HidesEvents or NodeTrouble.HidesEventsWell, "eth_getLogs"):
                answer["result"] = new JsonArray();
                break;
            case (NodeTrouble.HidesEventsWell, "eth_getTransactionReceipt"):
                result["logs"] = new JsonArray();
                break;
            case (NodeTrouble.HidesEventsWell, "eth_getBlockByNumber" or "eth_getBlockByHash"):
                result["logsBloom"] = "0x" + new string('0', 512);
                break;
            case (NodeTrouble.ServesAnotherChain, "eth_chainId"):
                answer["result"] = "0x2a";
                break;
            case (NodeTrouble.Lags, "eth_blockNumber"):
                answer["result"] = Text(await OldHeadAsync());
                break;
            case (NodeTrouble.Lags, "eth_getTransactionReceipt" or "eth_getTransactionByHash") when result["blockNumber"] is { } block && Number(block) > await OldHeadAsync():
                answer["result"] = null;
                break;
            case (NodeTrouble.Lies, _):
                answer["result"] = Lie(method, result.DeepClone());
                break;
        }

        return answer;
    }

    private void Hide(string method, JsonNode result)
    {
        if (HiddenTopic is not { } topic)
        {
            return;
        }

        if ((method == "eth_getLogs" ? result : method == "eth_getTransactionReceipt" ? result["logs"] : null) is JsonArray logs)
        {
            logs.RemoveAll(log => (string?)log?["topics"]?[0] == topic);
        }
        else if (method is "eth_getBlockByNumber" or "eth_getBlockByHash")
        {
            result["logsBloom"] = "0x" + new string('0', 512);
        }
    }

    private static JsonNode? Lie(string method, JsonNode result)
    {
        switch (method)
        {
            case "eth_blockNumber":
                return Text(Number(result) + 1000);
            case "eth_call" or "eth_getBalance" or "eth_getTransactionCount" or "eth_getStorageAt" when (string?)result is { Length: > 2 } hex:
                return hex[..^1] + (hex[^1] == '1' ? '0' : '1');
            case "eth_getTransactionReceipt" when result is JsonObject receipt:
                receipt["status"] = "0x0";
                receipt["logs"] = new JsonArray();
                return receipt;
            case "eth_getLogs" when result is JsonArray logs:
                foreach (var log in logs.OfType<JsonObject>())
                {
                    log["transactionHash"] = "0x" + new string('e', 64);
                }

                return logs;
            default:
                return result;
        }
    }

    /// <summary>The request as of an older block.</summary>
    private async Task SetBackAsync(JsonObject request)
    {
        var head = await OldHeadAsync();
        var parameters = (JsonArray)request["params"]!;
        for (var i = 0; i < parameters.Count; i++)
        {
            if (parameters[i] is JsonValue value && value.TryGetValue<string>(out var text) && (text is "latest" or "pending" || (text.Length is > 2 and < 20 && Number(value) > head)))
            {
                parameters[i] = text is "latest" or "pending" ? Text(head) : "0xffffffffff";
            }
            else if (parameters[i] is JsonObject filter && filter["toBlock"] is { } to && Number(to) > head)
            {
                filter["toBlock"] = Text(head);
            }
        }
    }

    private async Task<ulong> OldHeadAsync()
    {
        var head = Number((await ForwardAsync(new() { ["jsonrpc"] = "2.0", ["id"] = 1, ["method"] = "eth_blockNumber", ["params"] = new JsonArray() }))["result"]!);
        return head > Lag ? head - Lag : 0;
    }

    private async Task<JsonObject> ForwardAsync(JsonObject request)
    {
        using var content = new StringContent(request.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await _node.PostAsync((Uri?)null, content, _stop.Token);
        return (JsonObject)JsonNode.Parse(await response.Content.ReadAsStringAsync(_stop.Token))!;
    }

    private async Task FloodAsync(HttpListenerResponse response)
    {
        response.SendChunked = true;
        var spaces = new byte[64 * 1024];
        Array.Fill(spaces, (byte)' ');
        while (!_stop.IsCancellationRequested)
        {
            await response.OutputStream.WriteAsync(spaces, _stop.Token);
        }
    }

    private async Task WriteAsync(HttpListenerResponse response, string body)
    {
        response.ContentType = "application/json";
        await response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body), _stop.Token);
        response.Close();
    }

    private static ulong Number(JsonNode node) => ulong.TryParse(((string?)node)?[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static string Text(ulong number) => $"0x{number:x}";
}
