using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Ect.Content.Http;

/// <summary>Serves a block store over HTTP.</summary>
public static class ContentServer
{
    /// <summary>
    /// Maps, below the group or application given:
    /// <c>PUT|GET|HEAD /blocks/{cid}</c>, <c>POST /blocks/missing</c> (<c>{"cids":[…]}</c> in and out), and
    /// <c>GET|HEAD /content/{cid}/{path}</c> (a file as a download, a folder as JSON). Errors are problem+json:
    /// 400 malformed or not matching its id, 404 missing, 413 too large, 422 no tree, 503 busy (with Retry-After), 507 store full.
    /// Anybody may read and write: add authorisation to the returned group where that is not meant.
    /// </summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static RouteGroupBuilder MapContent(this IEndpointRouteBuilder endpoints, IBlockStore store, ContentServerOptions? options = null)
    {
        options ??= new ContentServerOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxConcurrentRequests, 1, nameof(options.MaxConcurrentRequests));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxMissingQuery, 1, nameof(options.MaxMissingQuery));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.RetryAfterSeconds, 1, nameof(options.RetryAfterSeconds));

        var group = endpoints.MapGroup("");
        var limiter = new ConcurrencyLimiter(new ConcurrencyLimiterOptions
        {
            PermitLimit = options.MaxConcurrentRequests,
            QueueLimit = options.MaxWaitingRequests,
        });
        group.AddEndpointFilter(new RequestGate(limiter, options));
        var blocks = new BlockEndpoints(store, options);
        group.MapPost("/blocks/missing", (Delegate)blocks.MissingAsync);
        group.MapPut("/blocks/{cid}", blocks.PutAsync);
        group.MapGet("/blocks/{cid}", blocks.GetAsync);
        group.MapMethods("/blocks/{cid}", [HttpMethods.Head], blocks.HeadAsync);
        var trees = new TreeEndpoints(store);
        group.MapMethods("/content/{cid}/{**path}", [HttpMethods.Get, HttpMethods.Head], trees.GetAsync);
        return group;
    }
}
