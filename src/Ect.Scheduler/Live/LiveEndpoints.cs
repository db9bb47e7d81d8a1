using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Ect.Ethereum;
using Ect.Scheduler.Status;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Ect.Scheduler.Live;

/// <summary>
/// Progress and logs over HTTP. Nobody logs in: progress is public, and what an application says is ciphertext that only
/// the deal's log key opens.
/// </summary>
internal static class LiveEndpoints
{
    private const int RetryAfterSeconds = 2;

    private static readonly MinDataRate SlowestReader = new(bytesPerSecond: 16 << 10, gracePeriod: TimeSpan.FromSeconds(10));

    public static void MapLive(this IEndpointRouteBuilder app)
    {
        app.MapGet("/status/tasks/{id}/live", static (string id, StatusReporter reporter) =>
            !Bytes32.TryParse(id, out var task) ? NoTask(id)
            : reporter.Live(task) is { } live ? Results.Json(live, LiveJson.Default.TaskLive)
            : Stranger(id));
        app.MapGet("/status/tasks/{id}/logs", static async (string id, string? worker, string? stream, long? from, bool? follow, HttpContext http, StatusReporter reporter, LogGate gate, LogFollower follower) =>
        {
            if (!Bytes32.TryParse(id, out var task))
            {
                return NoTask(id);
            }

            if (LogQuery.Parse(worker, stream, from, out var problem) is not { } query)
            {
                return Results.BadRequest(problem);
            }

            if (!reporter.Has(task))
            {
                return Stranger(id);
            }

            using var place = gate.Enter(follow == true);
            if (!place.IsAcquired)
            {
                http.Response.Headers.RetryAfter = $"{RetryAfterSeconds}";
                return Results.Text(follow == true
                    ? $"{LogGate.MaxFollowers} people follow logs here already: try again later, or without follow=true."
                    : $"{LogGate.MaxReaders} people read logs here already: try again in {RetryAfterSeconds} s.", statusCode: StatusCodes.Status503ServiceUnavailable);
            }

            // Executed here rather than by the framework, so that the place is held until the last byte is sent.
            var answer = follow == true ? TypedResults.ServerSentEvents(EventsAsync(follower, task, query, http.RequestAborted)) : Reading(http, follower, task, query);
            await answer.ExecuteAsync(http);
            return Results.Empty;
        });
    }

    private static IResult Reading(HttpContext http, LogFollower follower, Bytes32 task, LogQuery query)
    {
        // Who takes the bytes one by one would keep a place for hours.
        if (http.Features.Get<IHttpMinResponseDataRateFeature>() is { } pace)
        {
            pace.MinDataRate = SlowestReader;
        }

        return Results.Stream(body => WriteAsync(body, follower.ReadAsync(task, query, http.RequestAborted), http.RequestAborted), "application/jsonl");
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
        // Said at once, so that a follower knows that it is let in before there is anything to read.
        yield return new(task.ToString(), "following");
        await foreach (var line in follower.FollowAsync(task, query, ct))
        {
            yield return new(JsonSerializer.Serialize(line, LiveJson.Default.LiveLine), "line");
        }

        yield return new(task.ToString(), "ended");
    }
}
