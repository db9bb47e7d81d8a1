using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Ect.Scheduler.Telemetry;

/// <summary>Metrics for Prometheus on the status listener; spans and metrics over OTLP where the environment says whereto.</summary>
internal static class TelemetrySetup
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    // A look takes milliseconds, or seconds if something is wrong.
    private static readonly double[] Seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

    public static void AddTelemetry(this IServiceCollection services)
    {
        var isExported = Environment.GetEnvironmentVariable(Endpoint) is { Length: > 0 };
        services.AddSingleton<Recorder>();
        var telemetry = services.AddOpenTelemetry().WithMetrics(metrics =>
        {
            metrics.AddMeter(Meters.Name).AddPrometheusExporter();
            metrics.AddView("ect.scheduler.*.duration", new ExplicitBucketHistogramConfiguration { Boundaries = Seconds });
            if (isExported)
            {
                metrics.AddOtlpExporter();
            }
        });
        if (isExported)
        {
            telemetry.WithTracing(traces => traces.AddSource(Meters.Name).AddOtlpExporter());
        }
    }

    public static void MapTelemetry(this WebApplication app)
    {
        app.Services.GetRequiredService<Recorder>();
        app.MapPrometheusScrapingEndpoint("/metrics");
    }
}
