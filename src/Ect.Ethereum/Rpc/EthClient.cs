using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Ect.Ethereum.Abi;

namespace Ect.Ethereum.Rpc;

/// <summary>A node's JSON-RPC over HTTP. Safe for concurrent use; one per node is enough.</summary>
public sealed partial class EthClient : IDisposable
{
    private readonly HttpClient _http;
    private long _lastId;

    /// <summary>Connects to a node; nothing is sent before the first call.</summary>
    /// <param name="endpoint">The node's http or https URL.</param>
    /// <param name="errors">Custom errors to name in refusals; Solidity's own two when null.</param>
    /// <param name="options">Limits and patience.</param>
    /// <param name="time">The clock for retries.</param>
    /// <param name="handler">The transport, for tests.</param>
    public EthClient(Uri endpoint, ContractErrors? errors = null, EthClientOptions? options = null, TimeProvider? time = null, HttpMessageHandler? handler = null)
    {
        if (!endpoint.IsAbsoluteUri || endpoint.Scheme is not ("http" or "https"))
        {
            throw new ArgumentException($"'{endpoint}' is no URL of a node: give http://host:port or https://….", nameof(endpoint));
        }

        Endpoint = endpoint;
        Errors = errors ?? new();
        Options = options ?? new();
        ArgumentOutOfRangeException.ThrowIfLessThan(Options.Attempts, 1);
        Time = time ?? TimeProvider.System;
        var transport = handler ?? new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), AllowAutoRedirect = false };
        _http = new(new RetryHandler(Options, Time, transport)) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>The node's URL.</summary>
    public Uri Endpoint { get; }

    /// <summary>The custom errors that refusals are named by.</summary>
    public ContractErrors Errors { get; }

    internal EthClientOptions Options { get; }

    internal TimeProvider Time { get; }

    /// <summary>Any method. The result is null where the node answers null.</summary>
    /// <exception cref="RpcException">The node refuses, or its answer is not understood.</exception>
    /// <exception cref="NodeUnreachableException">No answer after all retries.</exception>
    public async Task<T?> CallAsync<T>(string method, JsonArray parameters, JsonTypeInfo<T> type, CancellationToken cancellationToken = default)
    {
        using var content = new ByteArrayContent(JsonRpc.Request(Interlocked.Increment(ref _lastId), method, parameters));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await PostAsync(method, content, cancellationToken);
        using var answer = await ParseAsync(method, response, cancellationToken);
        return JsonRpc.Result(method, answer.RootElement, type);
    }

    /// <summary>Any method, with its result as JSON; for the methods that have no typed form here.</summary>
    /// <exception cref="RpcException">The node refuses, or its answer is not understood.</exception>
    /// <exception cref="NodeUnreachableException">No answer after all retries.</exception>
    public Task<JsonElement> CallAsync(string method, params JsonNode?[] parameters) =>
        CallAsync(method, new JsonArray(parameters), RpcJsonContext.Default.JsonElement);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> PostAsync(string method, ByteArrayContent content, CancellationToken cancellationToken)
    {
        try
        {
            return await _http.PostAsync(Endpoint, content, cancellationToken);
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw new RpcException(RpcException.MalformedAnswer, $"The node's answer to {method} is larger than {Options.MaxResponseBytes} bytes: ask for less at once.", null, exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or TimeoutException)
        {
            throw new NodeUnreachableException(Endpoint, exception.Message.TrimEnd('.') + ".", exception);
        }
    }

    private async Task<JsonDocument> ParseAsync(string method, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(cancellationToken), default, cancellationToken);
        }
        catch (JsonException exception) when (response.StatusCode == HttpStatusCode.OK)
        {
            throw JsonRpc.Malformed(method, exception);
        }
        catch (JsonException exception)
        {
            throw response.StatusCode >= HttpStatusCode.InternalServerError || response.StatusCode == HttpStatusCode.TooManyRequests
                ? new NodeUnreachableException(Endpoint, $"it answers HTTP {(int)response.StatusCode}.", exception)
                : new RpcException(RpcException.MalformedAnswer, $"The node answers {method} with HTTP {(int)response.StatusCode}: is the URL right, and does it need a key?", null, exception);
        }
    }
}
