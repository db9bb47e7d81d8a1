using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Ect.Ethereum.Rpc;

/// <summary>One connection, used by one reader: requests and notifications take turns on it.</summary>
internal sealed class WebSocketConnection : IDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly Queue<JsonElement> _early = [];
    private readonly Uri _endpoint;
    private readonly EthSubscriptionOptions _options;
    private readonly TimeProvider _time;
    private readonly byte[] _chunk = new byte[16 * 1024];
    private long _lastId;

    public WebSocketConnection(Uri endpoint, EthSubscriptionOptions options, TimeProvider time)
    {
        _endpoint = endpoint;
        _options = options;
        _time = time;
        _socket.Options.KeepAliveInterval = options.DeadAfter / 2;
        _socket.Options.KeepAliveTimeout = options.DeadAfter / 2;
    }

    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(_options.RequestTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        await _socket.ConnectAsync(_endpoint, either.Token);
    }

    /// <summary>Asks and waits for the answer; notifications that come first are kept for later.</summary>
    public async Task<T?> RequestAsync<T>(string method, JsonArray parameters, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(_options.RequestTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        var id = ++_lastId;
        await _socket.SendAsync(JsonRpc.Request(id, method, parameters), WebSocketMessageType.Text, true, either.Token);
        while (true)
        {
            var message = await ReceiveAsync(either.Token);
            if (Notification(message) is { } notification)
            {
                _early.Enqueue(notification);
            }
            else if (message.TryGetProperty("id", out var answered) && answered.ValueKind == JsonValueKind.Number && answered.TryGetInt64(out var number) && number == id)
            {
                return JsonRpc.Result(method, message, type);
            }
        }
    }

    public async Task<JsonElement> NextNotificationAsync(CancellationToken cancellationToken)
    {
        if (_early.TryDequeue(out var early))
        {
            return early;
        }

        while (true)
        {
            if (Notification(await ReceiveAsync(cancellationToken)) is { } notification)
            {
                return notification;
            }
        }
    }

    public void Abort() => _socket.Abort();

    public void Dispose() => _socket.Dispose();

    private static JsonElement? Notification(JsonElement message) =>
        message.TryGetProperty("method", out var method) && method.ValueEquals("eth_subscription")
            && message.TryGetProperty("params", out var parameters) && parameters.ValueKind == JsonValueKind.Object
            && parameters.TryGetProperty("result", out var result)
            ? result
            : null;

    private async Task<JsonElement> ReceiveAsync(CancellationToken cancellationToken)
    {
        using var message = new MemoryStream();
        ValueWebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(_chunk.AsMemory(), cancellationToken);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                throw new WebSocketException(WebSocketError.ConnectionClosedPrematurely);
            }

            if (message.Length + part.Count > _options.MaxMessageBytes)
            {
                throw new IOException($"A message of the node is larger than {_options.MaxMessageBytes} bytes.");
            }

            message.Write(_chunk, 0, part.Count);
        }
        while (!part.EndOfMessage);

        message.Position = 0;
        try
        {
            using var document = await JsonDocument.ParseAsync(message, default, cancellationToken);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : throw new IOException("A message of the node is no JSON object.");
        }
        catch (JsonException exception)
        {
            throw new IOException("A message of the node is no JSON.", exception);
        }
    }
}
