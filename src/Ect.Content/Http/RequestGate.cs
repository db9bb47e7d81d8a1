using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;

namespace Ect.Content.Http;

/// <summary>Bounds the requests served at once, and turns errors into problem+json: one filter around every endpoint.</summary>
internal sealed class RequestGate(ConcurrencyLimiter limiter, ContentServerOptions options) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        http.Response.Headers.XContentTypeOptions = "nosniff";
        using var lease = await limiter.AcquireAsync(1, http.RequestAborted);
        if (!lease.IsAcquired)
        {
            http.Response.Headers.RetryAfter = $"{options.RetryAfterSeconds}";
            return ContentProblem.Of(StatusCodes.Status503ServiceUnavailable, "Busy", $"The server is busy with {options.MaxConcurrentRequests} requests: try again in {options.RetryAfterSeconds} s.");
        }

        try
        {
            var result = await next(context);
            // Executed here rather than by the framework, so that the place is held until the last byte is sent.
            await ((IResult)result!).ExecuteAsync(http);
            return Results.Empty;
        }
        catch (Exception e) when (!http.Response.HasStarted && ContentProblem.Of(e) is { } problem)
        {
            return problem;
        }
        catch (ContentException)
        {
            // Half a file is on its way: cutting the connection is the only honest signal left.
            http.Abort();
            return Results.Empty;
        }
    }
}
