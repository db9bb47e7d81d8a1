using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Ect.Content.Http;

/// <summary>Turns what goes wrong into problem+json, with the block concerned where there is one.</summary>
internal static class ContentProblem
{
    public const string Damaged = "Content damaged";
    public const string Mismatch = "Content does not match its id";

    public static IResult Of(int status, string title, string detail, Cid? cid = null) => TypedResults.Problem(
        detail,
        statusCode: status,
        title: title,
        type: TypeOf(title),
        extensions: cid is null ? null : new Dictionary<string, object?> { ["cid"] = cid.ToString() });

    /// <summary>What a program recognises a problem by.</summary>
    public static string TypeOf(string title) => "urn:ect:content:" + title.ToLowerInvariant().Replace(' ', '-');

    public static IResult BadId(string text) =>
        Of(StatusCodes.Status400BadRequest, "Not a content id", $"\"{(text.Length > 80 ? text[..80] + "…" : text)}\" is no CIDv1 in lower-case base32 with sha2-256.");

    /// <summary>Null for exceptions that are not the client's to know.</summary>
    public static IResult? Of(Exception exception) => exception switch
    {
        ContentMissingException e => Of(StatusCodes.Status404NotFound, "Content missing", $"Block {e.Cid} is not here: upload it first.", e.Cid),
        // The store is damaged, not the request.
        ContentTamperedException e => Of(StatusCodes.Status500InternalServerError, Damaged, $"The stored bytes of block {e.Cid} are damaged: upload it again.", e.Cid),
        ContentFormatException e => Of(StatusCodes.Status422UnprocessableEntity, "Not a content tree", e.Message, e.Cid),
        ContentTooLargeException e => Of(StatusCodes.Status413PayloadTooLarge, "Content too large", e.Message),
        ContentStoreFullException => Of(StatusCodes.Status507InsufficientStorage, "Store full", "The server has no room for the block. Use another server, or ask its owner for more room."),
        JsonException e => Of(StatusCodes.Status400BadRequest, "Malformed request", e.Message),
        BadHttpRequestException e => Of(e.StatusCode, "Malformed request", e.Message),
        _ => null,
    };
}
