using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Ect.Scheduler.Status;

/// <summary>
/// What answers at the status address of a scheduler that stands by: it lives, so that nobody starts it anew, and it is not
/// ready, so that nobody sends it workers.
/// </summary>
internal sealed partial class StandbyListener(SchedulerOptions options, string database, ILogger<StandbyListener> logger) : IAsyncDisposable
{
    private volatile string _leader = "";
    private WebApplication? _app;
    private Task _starting = Task.CompletedTask;

    /// <summary>Another one leads.</summary>
    public void Tell(string leader)
    {
        _leader = leader;
        LogStandby(database, leader);
        if (_app is null && options.StatusUrl is { } url)
        {
            _app = Build(url);
            _starting = StartAsync(_app, url);
        }
    }

    /// <summary>The address is free again afterwards.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_app is { } app)
        {
            await _starting;
            await app.StopAsync();
            await app.DisposeAsync();
        }
    }

    private WebApplication Build(Uri url)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => Listeners.Add(kestrel, url, HttpProtocols.Http1));
        var app = builder.Build();
        app.MapGet("/health/live", () => Results.Text("alive"));
        app.MapGet("/health/ready", StandingBy);
        // Whatever the leader would be asked: "not found" would be taken for its word.
        app.MapFallback(StandingBy);
        return app;
    }

    private IResult StandingBy() => Results.Json(
        new Readiness(false, true, false, $"Standing by: {_leader} leads the pool on {database}."), StatusJson.Default.Readiness, statusCode: StatusCodes.Status503ServiceUnavailable);

    private async Task StartAsync(WebApplication app, Uri url)
    {
        try
        {
            await app.StartAsync();
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            LogTaken(url, exception.Message);
        }
    }

    [LoggerMessage(LogLevel.Information, "Standing by: {Leader} leads the pool on {Database}. This scheduler takes over when it ends")]
    private partial void LogStandby(string database, string leader);

    [LoggerMessage(LogLevel.Warning, "Standing by without a status: {Url} cannot be listened at ({Reason}). To lead, this scheduler needs it free")]
    private partial void LogTaken(Uri url, string reason);
}
