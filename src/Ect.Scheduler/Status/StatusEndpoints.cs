using Ect.Ethereum;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Ect.Scheduler.Status;

/// <summary>Status over HTTP, on its own listener because workers speak HTTP/2 without TLS.</summary>
internal static class StatusEndpoints
{
    public static void MapStatus(this WebApplication app)
    {
        app.MapGet("/status", (StatusReporter reporter) => Results.Json(reporter.Report(), StatusJson.Default.SchedulerStatus));
        app.MapGet("/status/tasks/{id}", (string id, StatusReporter reporter) =>
            !Bytes32.TryParse(id, out var task) ? Results.BadRequest($"'{id}' is no task id: give 0x and 64 hexadecimal digits.")
            : reporter.Report(task) is { } report ? Results.Json(report, StatusJson.Default.TaskReport)
            : Results.NotFound($"Task {id} is in no deal of this pool."));
    }
}
