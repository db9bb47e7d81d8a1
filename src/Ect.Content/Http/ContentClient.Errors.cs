using System.Net;
using System.Text.Json;

namespace Ect.Content.Http;

public sealed partial class ContentClient
{
    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        try
        {
            // The message is not disposed: that would dispose the content, which the caller owns.
            return await http.SendAsync(new HttpRequestMessage(method, path) { Content = content }, cancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException or TimeoutException)
        {
            throw new ContentUnavailableException(Endpoint, $"{e.Message.TrimEnd('.')} ({options.Attempts} attempts)", e);
        }
    }

    private async Task<Exception> FailureAsync(HttpResponseMessage response, Cid? cid)
    {
        var (type, detail) = await ReadProblemAsync(response);
        return response.StatusCode switch
        {
            HttpStatusCode.NotFound when cid is not null => new ContentMissingException(cid, Endpoint.ToString()),
            HttpStatusCode.BadRequest when cid is not null && type == ContentProblem.TypeOf(ContentProblem.Mismatch) => new ContentTamperedException(cid, $"this machine, as received by {Endpoint},"),
            HttpStatusCode.InternalServerError when cid is not null && type == ContentProblem.TypeOf(ContentProblem.Damaged) => new ContentTamperedException(cid, Endpoint.ToString()),
            HttpStatusCode.RequestEntityTooLarge => new ContentTooLargeException($"The content server {Endpoint} refuses the size: {detail}"),
            HttpStatusCode.InsufficientStorage => new ContentStoreFullException($"The content server {Endpoint} has no room: {detail}"),
            _ => new ContentUnavailableException(Endpoint, $"it answers {(int)response.StatusCode} to {response.RequestMessage?.Method} {response.RequestMessage?.RequestUri?.AbsolutePath}: {detail.TrimEnd('.')}"),
        };
    }

    private static async Task<(string? Type, string Detail)> ReadProblemAsync(HttpResponseMessage response)
    {
        var fallback = response.ReasonPhrase ?? "no reason given";
        try
        {
            using var problem = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync());
            return (Text(problem, "type"), Text(problem, "detail") ?? fallback);
        }
        catch (JsonException)
        {
            return (null, fallback);
        }

        static string? Text(JsonDocument problem, string name) =>
            problem.RootElement.ValueKind == JsonValueKind.Object && problem.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
                ? value.GetString() is { Length: > 500 } text ? text[..500] : value.GetString()
                : null;
    }
}
