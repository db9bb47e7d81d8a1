using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Ect.Ethereum;
using Ect.Scheduler.Status;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Ect.Scheduler.Live;

/// <summary>
/// Progress and logs over HTTP. Nobody logs in: progress is public, and what an application says is ciphertext that only
/// the deal's log key opens.
/// </summary>
internal static class LiveEndpoints
{
    public static void MapLive(this IEndpointRouteBuilder app)
    {
        app.MapGet("/status/tasks/{id}/live", static (string id, StatusReporter reporter) =>
            !Bytes32.TryParse(id, out var task) ? NoTask(id)
            : reporter.Live(task) is { } live ? Results.Json(live, LiveJson.Default.TaskLive)
            : Stranger(id));
        app.MapGet("/status/tasks/{id}/logs", static (string id, string? worker, string? stream, long? from, bool? follow, StatusReporter reporter, LogFollower follower, CancellationToken ct) =>
        {
            if (!Bytes32.TryParse(id, out var task))
            {
                return NoTask(id);
            }

            if (LogQuery.Parse(worker, stream, from, out var problem) is not { } query)
            {
                return Results.BadRequest(problem);
            }

            return !reporter.Has(task) ? Stranger(id)
                : follow != true ? Results.Stream(body => WriteAsync(body, follower.ReadAsync(task, query, ct), ct), "application/jsonl")
                : follower.TryEnter() ? TypedResults.ServerSentEvents(EventsAsync(follower, task, query, ct))
                : Results.Text($"{LogFollower.MaxFollowers} people follow logs here already: try again later, or without follow=true.", statusCode: StatusCodes.Status503ServiceUnavailable);
        });
    }

    private static IResult NoTask(string id) => Results.BadRequest($"'{id}' is no task id: give 0x and 64 hexadecimal digits.");

    private static IResult Stranger(string id) => Results.NotFound($"Task {id} is in no deal of this pool.");

    private static async Task WriteAsync(Stream body, IAsyncEnumerable<LiveLine> lines, CancellationToken ct)
    {
        await foreach (var line in lines)
        {
            await body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(line, LiveJson.Default.LiveLine), ct);
            await body.WriteAsync("\n"u8.ToArray(), ct);
        }
    }

    private static async IAsyncEnumerable<SseItem<string>> EventsAsync(LogFollower follower, Bytes32 task, LogQuery query, [EnumeratorCancellation] CancellationToken ct)
    {
        try
        {
            // Said at once, so that a follower knows that it is let in before there is anything to read.
            yield return new(task.ToString(), "following");
            await foreach (var line in follower.FollowAsync(task, query, ct))
            {
                yield return new(JsonSerializer.Serialize(line, LiveJson.Default.LiveLine), "line");
            }

            yield return new(task.ToString(), "ended");
        }
        finally
        {
            follower.Leave();
        }
    }
}
