using Ect.Content.Trees;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Ect.Content.Http;

/// <summary><c>/content</c>: files inside a tree, for browsers and curl. What strangers stored is only ever handed out as a download.</summary>
internal sealed class TreeEndpoints(IBlockStore store)
{
    private const int MaxPathLength = 4_096;

    public async Task<IResult> GetAsync(string cid, string? path, HttpContext context)
    {
        if (!Cid.TryParse(cid, out var root))
        {
            return ContentProblem.BadId(cid);
        }

        var entry = path is { Length: > MaxPathLength } ? null : await ContentTree.FindAsync(store, root, path ?? "", context.RequestAborted);
        if (entry is null)
        {
            return ContentProblem.Of(StatusCodes.Status404NotFound, "No such path", $"The tree {root} has no such file or folder. GET /content/{root} lists what it has.", root);
        }

        var headers = context.Response.Headers;
        headers.CacheControl = "public, max-age=31536000, immutable";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers.ETag = $"\"{entry.Cid}\"";
        if (entry.IsFolder)
        {
            var entries = new List<ContentEntry>();
            await foreach (var child in ContentTree.ListAsync(store, entry.Cid, recursive: false, cancellationToken: context.RequestAborted))
            {
                entries.Add(child);
            }

            return TypedResults.Json(new FolderListing(entry.Cid, entries), ContentJson.Default.FolderListing);
        }

        var name = entry.Path.Length == 0 ? $"{entry.Cid}.bin" : entry.Path[(entry.Path.LastIndexOf('/') + 1)..];
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(name);
        headers.ContentDisposition = disposition.ToString();
        context.Response.ContentType = "application/octet-stream";
        context.Response.ContentLength = entry.Size;
        return HttpMethods.IsHead(context.Request.Method) ? Results.Empty : new FileResult(store, entry.Cid);
    }

    private sealed class FileResult(IBlockStore store, Cid file) : IResult
    {
        public async Task ExecuteAsync(HttpContext context)
        {
            await foreach (var chunk in ContentTree.ReadChunksAsync(store, file, context.RequestAborted))
            {
                await context.Response.Body.WriteAsync(chunk, context.RequestAborted);
            }
        }
    }
}
