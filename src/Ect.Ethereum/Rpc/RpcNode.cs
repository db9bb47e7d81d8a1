using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Ect.Ethereum.Rpc;

/// <summary>
/// One endpoint: asks it once and notes how it did. Trying again is safe because every request of this library is a read, or
/// the sending of a signed transaction, which a node accepts only once.
/// </summary>
internal sealed partial class RpcNode(Uri url, HttpClient http, EthClientOptions options, TimeProvider time)
{
    private static long lastId;

    private readonly AuthenticationHeaderValue? _authorization = url.UserInfo.Length == 0
        ? null
        : new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(url.UserInfo))));

    public Uri Url { get; } = url;

    public string Name => RpcEndpoints.NameOf(Url);

    public NodeHealth Health { get; } = new(options, time);

    /// <summary>One attempt. Only cancellation is thrown.</summary>
    public async Task<Attempt<T>> TryAsync<T>(string method, JsonArray parameters, JsonTypeInfo<T> type, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var request = JsonRpc.Request(Interlocked.Increment(ref lastId), method, parameters);
        var attempt = await AskAsync(method, request, answer => JsonRpc.Result(method, answer, type), timeout, cancellationToken);
        Note(attempt);
        if (method == "eth_blockNumber" && attempt is Attempt<T>.Answered { Value: ulong head })
        {
            Health.SawHead(head);
        }

        return attempt;
    }

    private void Note<T>(Attempt<T> attempt)
    {
        if (attempt is Attempt<T>.Failed { Fault: not NodeFault.Lacking } failed)
        {
            Health.Failed(failed.Reason, failed.RetryAfter);
        }
        else
        {
            Health.Answered();
        }
    }

    private async Task<Attempt<T>> AskAsync<T>(string method, byte[] body, Func<JsonElement, T?> read, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            using var request = Request(body);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            await response.Content.LoadIntoBufferAsync(options.MaxResponseBytes, either.Token);
            return await ReadAsync(method, response, read);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            return new Attempt<T>.Failed(this, NodeFault.Silent, $"No answer within {timeout.TotalSeconds:0.#} s.", exception);
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            return Malformed<T>($"The node's answer to {method} is larger than {options.MaxResponseBytes} bytes: ask for less at once.", exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or ObjectDisposedException)
        {
            return new Attempt<T>.Failed(this, NodeFault.Silent, exception.Message.TrimEnd('.') + ".", exception);
        }
    }

    private HttpRequestMessage Request(byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/json");
        return new(HttpMethod.Post, Url) { Content = content, Headers = { Authorization = _authorization } };
    }

    private async Task<Attempt<T>> ReadAsync<T>(string method, HttpResponseMessage response, Func<JsonElement, T?> read)
    {
        if (response.StatusCode == HttpStatusCode.TooManyRequests)
        {
            return new Attempt<T>.Failed(this, NodeFault.RateLimited, "it answers HTTP 429: it is asked too often.", RetryAfter: RetryAfter(response));
        }

        // A key that is missing or spent is this endpoint's trouble, whatever words come with it.
        if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.PaymentRequired or HttpStatusCode.Forbidden)
        {
            return Malformed<T>(Told(method, response), null);
        }

        Exception? noJson = null;
        try
        {
            using var answer = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync());
            var attempt = Sort(() => read(answer.RootElement), RetryAfter(response));
            if (response.StatusCode < HttpStatusCode.InternalServerError || attempt is not Attempt<T>.Failed { Fault: NodeFault.Malformed })
            {
                return attempt;
            }
        }
        catch (JsonException exception)
        {
            noJson = exception;
        }

        return response.StatusCode switch
        {
            >= HttpStatusCode.InternalServerError => new Attempt<T>.Failed(this, NodeFault.Silent, $"it answers HTTP {(int)response.StatusCode}.", noJson, RetryAfter(response)),
            HttpStatusCode.OK => new Attempt<T>.Failed(this, NodeFault.Malformed, "its answer is no JSON.", JsonRpc.Malformed(method, noJson)),
            _ => Malformed<T>(Told(method, response), noJson),
        };
    }

    /// <summary>What an answer is: a result, a refusal that every node would give, or a fault of this one.</summary>
    private Attempt<T> Sort<T>(Func<T?> read, TimeSpan? retryAfter = null)
    {
        try
        {
            return new Attempt<T>.Answered(this, read());
        }
        catch (RpcException refusal) when (refusal.Code == RpcException.MalformedAnswer)
        {
            return new Attempt<T>.Failed(this, NodeFault.Malformed, refusal.Message, refusal);
        }
        catch (RpcException refusal)
        {
            return RefusalKind.FaultOf(refusal) switch
            {
                NodeFault.RateLimited => new Attempt<T>.Failed(this, NodeFault.RateLimited, $"it is asked too often: {refusal.Message}", RetryAfter: retryAfter),
                { } fault => new Attempt<T>.Failed(this, fault, refusal.Message, refusal),
                null => new Attempt<T>.Refused(this, refusal),
            };
        }
    }

    private static string Told(string method, HttpResponseMessage response) =>
        $"The node answers {method} with HTTP {(int)response.StatusCode}: is the URL right, and does it need a key?";

    private Attempt<T>.Failed Malformed<T>(string message, Exception? cause) =>
        new(this, NodeFault.Malformed, message, new RpcException(RpcException.MalformedAnswer, message, null, cause));

    private TimeSpan? RetryAfter(HttpResponseMessage response) =>
        response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - time.GetUtcNow(),
            _ => null,
        };
}
