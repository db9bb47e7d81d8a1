using System.Net;

namespace Ect.Content.Http;

/// <summary>
/// The one place where requests are repeated: on a failed or cut connection, a timeout, 408, 429, 502, 503 and 504 (500 is
/// a damaged block or a bug and 507 a full store: both stay). Answers are buffered here, so that a connection cut within a body is repeated too.
/// </summary>
internal sealed class RetryHandler(ContentClientOptions options, TimeProvider time, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    // Blocks, lists of ids and problems all fit; no answer may take more memory.
    internal const int MaxAnswer = Block.MaxLength + (64 << 10);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var isLast = attempt == options.Attempts;
            TimeSpan? asked = null;
            try
            {
                var response = await AttemptAsync(request, cancellationToken);
                if (isLast || !IsTransient(response.StatusCode))
                {
                    return response;
                }

                asked = response.Headers.RetryAfter?.Delta;
                response.Dispose();
            }
            catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
            {
                throw new ContentTooLargeException($"The answer to {request.Method} {request.RequestUri} exceeds {MaxAnswer} bytes.");
            }
            catch (Exception e) when (!isLast && e is HttpRequestException or TimeoutException)
            {
                // Repeated below; the last attempt's error goes to the caller.
            }

            await Task.Delay(DelayAfter(attempt, asked), time, cancellationToken);
        }
    }

    private async Task<HttpResponseMessage> AttemptAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(options.AttemptTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        HttpResponseMessage? response = null;
        try
        {
            response = await base.SendAsync(request, either.Token);
            await response.Content.LoadIntoBufferAsync(MaxAnswer, either.Token);
            var complete = response;
            response = null;
            return complete;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"no answer within {options.AttemptTimeout.TotalSeconds:0.#} s");
        }
        catch (IOException e)
        {
            throw new HttpRequestException(e.Message, e);
        }
        finally
        {
            response?.Dispose();
        }
    }

    private TimeSpan DelayAfter(int attempt, TimeSpan? asked)
    {
        var doubled = options.FirstDelay * Math.Pow(2, Math.Min(attempt - 1, 20)) * (1 - (Random.Shared.NextDouble() / 2));
        var delay = asked > doubled ? asked.Value : doubled;
        return delay < options.MaxDelay ? delay : options.MaxDelay;
    }

    private static bool IsTransient(HttpStatusCode status) =>
        status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests
            or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;
}
