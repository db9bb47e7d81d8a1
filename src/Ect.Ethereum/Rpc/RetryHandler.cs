using System.Net;

namespace Ect.Ethereum.Rpc;

/// <summary>
/// Repeats a request that got no answer: connection refused or lost, time-out, 429, 5xx. Safe because every JSON-RPC
/// request of this library is a read, or the sending of a signed transaction, which a node accepts only once.
/// </summary>
internal sealed class RetryHandler(EthClientOptions options, TimeProvider time, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            TimeSpan? asked = null;
            try
            {
                var response = await AttemptAsync(request, cancellationToken);
                if (attempt >= options.Attempts || !IsTransient(response.StatusCode))
                {
                    return response;
                }

                asked = response.Headers.RetryAfter?.Delta;
                response.Dispose();
            }
            catch (Exception exception) when (attempt < options.Attempts && IsTransient(exception) && !cancellationToken.IsCancellationRequested)
            {
                // Tried again below.
            }

            await Task.Delay(Delay(attempt, asked), time, cancellationToken);
        }
    }

    private async Task<HttpResponseMessage> AttemptAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(options.AttemptTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            var response = await base.SendAsync(request, either.Token);
            await response.Content.LoadIntoBufferAsync(options.MaxResponseBytes, either.Token);
            return response;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"No answer within {options.AttemptTimeout.TotalSeconds:0.#} s.");
        }
    }

    private TimeSpan Delay(int attempt, TimeSpan? asked)
    {
        var wait = options.FirstDelay * Math.Pow(2, attempt - 1) * (0.75 + (Random.Shared.NextDouble() / 2));
        return asked is { } longer && longer > wait ? TimeSpan.FromSeconds(Math.Min(longer.TotalSeconds, 30)) : wait;
    }

    private static bool IsTransient(HttpStatusCode status) => status is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;

    private static bool IsTransient(Exception exception) => exception is TimeoutException or IOException
        or HttpRequestException { HttpRequestError: not HttpRequestError.ConfigurationLimitExceeded and not HttpRequestError.SecureConnectionError };
}
