using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Ect.Content.Http;

/// <summary><c>/blocks</c>: single blocks, verified on the way in and out.</summary>
internal sealed class BlockEndpoints(IBlockStore store, ContentServerOptions options)
{
    public const string BlockType = "application/vnd.ipld.raw";

    // The JSON around an id takes three more characters; the rest is room for white space.
    private const int BytesPerAskedId = Cid.TextLength + 16;

    public async Task<IResult> PutAsync(string cid, HttpContext context)
    {
        if (!Cid.TryParse(cid, out var id))
        {
            return ContentProblem.BadId(cid);
        }

        var data = await BoundedBody.ReadAsync(context, Block.MaxLength);
        if (!id.Matches(data.Span))
        {
            return ContentProblem.Of(StatusCodes.Status400BadRequest, ContentProblem.Mismatch, $"The {data.Length} bytes sent do not have the hash of {id}.", id);
        }

        var isNew = await store.PutAsync(Block.Trusted(id, data), context.RequestAborted);
        return TypedResults.StatusCode(isNew ? StatusCodes.Status201Created : StatusCodes.Status204NoContent);
    }

    public async Task<IResult> GetAsync(string cid, HttpContext context)
    {
        if (!Cid.TryParse(cid, out var id))
        {
            return ContentProblem.BadId(cid);
        }

        var block = await store.GetAsync(id, context.RequestAborted);
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        context.Response.Headers.ContentDisposition = $"attachment; filename={id}.bin";
        return TypedResults.Bytes(block.Data, BlockType, entityTag: new EntityTagHeaderValue($"\"{id}\""));
    }

    public async Task<IResult> HeadAsync(string cid, HttpContext context)
    {
        if (!Cid.TryParse(cid, out var id))
        {
            return ContentProblem.BadId(cid);
        }

        return await store.HasAsync(id, context.RequestAborted)
            ? TypedResults.Ok()
            : TypedResults.NotFound();
    }

    public async Task<IResult> MissingAsync(HttpContext context)
    {
        var body = await BoundedBody.ReadAsync(context, options.MaxMissingQuery * BytesPerAskedId);
        var asked = JsonSerializer.Deserialize(body.Span, ContentJson.Default.MissingBlocks) ?? throw new JsonException("The body is null; expected {\"cids\": [...]}.");
        if (asked.Cids.Count > options.MaxMissingQuery)
        {
            throw new ContentTooLargeException($"{asked.Cids.Count} ids asked for; at most {options.MaxMissingQuery} in one request.");
        }

        var missing = new List<Cid>();
        foreach (var cid in asked.Cids)
        {
            if (!await store.HasAsync(cid ?? throw new JsonException("An id is null."), context.RequestAborted))
            {
                missing.Add(cid);
            }
        }

        return TypedResults.Json(new MissingBlocks(missing), ContentJson.Default.MissingBlocks);
    }
}
