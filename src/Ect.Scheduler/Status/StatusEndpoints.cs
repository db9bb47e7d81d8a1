using Ect.Ethereum;
using Ect.Protocol.Pools;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Ect.Scheduler.Status;

/// <summary>Status over HTTP, on its own listener because workers speak HTTP/2 without TLS. Long lists come in pages.</summary>
internal static class StatusEndpoints
{
    public static void MapStatus(this WebApplication app)
    {
        app.MapGet("/status", (int? from, int? limit, StatusReporter reporter) =>
            Page.Of(from, limit, out var problem) is { } page ? Results.Json(reporter.Report(page), StatusJson.Default.SchedulerStatus) : Results.BadRequest(problem));
        app.MapGet(PoolProfile.Path, (PoolReporter reporter) => Results.Text(reporter.Report().Write(), "application/json"));
        app.MapGet("/status/workers", (int? from, int? limit, WorkerReporter reporter) =>
            Page.Of(from, limit, out var problem) is { } page ? Results.Json(reporter.List(page), StatusJson.Default.WorkerPage) : Results.BadRequest(problem));
        app.MapGet("/status/workers/{address}", (string address, WorkerReporter reporter) =>
            Parse(address) is { } worker ? Results.Json(reporter.Report(worker), StatusJson.Default.WorkerReport) : Results.BadRequest($"'{address}' is no address: give 0x and 40 hexadecimal digits."));
        app.MapGet("/status/tasks/{id}", (string id, StatusReporter reporter) =>
            !Bytes32.TryParse(id, out var task) ? Results.BadRequest($"'{id}' is no task id: give 0x and 64 hexadecimal digits.")
            : reporter.Report(task) is { } report ? Results.Json(report, StatusJson.Default.TaskReport)
            : Results.NotFound($"Task {id} is in no deal of this pool."));
        app.MapGet("/health/live", (HealthReporter reporter) => reporter.IsAlive ? Results.Text("alive") : Results.Text("The loop has ended: start the process anew.", statusCode: StatusCodes.Status503ServiceUnavailable));
        app.MapGet("/health/ready", (HealthReporter reporter) => reporter.Report() is var report && report.IsReady
            ? Results.Json(report, StatusJson.Default.Readiness)
            : Results.Json(report, StatusJson.Default.Readiness, statusCode: StatusCodes.Status503ServiceUnavailable));
    }

    private static Address? Parse(string text)
    {
        try
        {
            return Address.Parse(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
