using Docker.DotNet;
using Docker.DotNet.Models;
using Microsoft.Extensions.Logging;

namespace Ect.Worker.Runtimes.Containers;

/// <summary>A container engine that answers and can keep every limit.</summary>
internal sealed partial class EngineConnection : IDisposable
{
    private const string DefaultSocket = "unix:///var/run/docker.sock";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private EngineConnection(DockerClient client, SystemInfoResponse info) => (Client, Info) = (client, info);

    public DockerClient Client { get; }

    public SystemInfoResponse Info { get; }

    /// <summary>Finds the engine; null, said once in the log, if there is none that serves.</summary>
    public static async Task<EngineConnection?> ConnectAsync(Uri? address, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        var endpoint = address ?? AddressFrom(Environment.GetEnvironmentVariable("DOCKER_HOST"));
        DockerClient? client = null;
        try
        {
            using var patience = new CancellationTokenSource(s_patience, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
            client = new DockerClientConfiguration(endpoint).CreateClient();
            var info = await client.System.GetSystemInfoAsync(either.Token);
            if (Shortcoming(info) is { } shortcoming)
            {
                LogUnfit(logger, endpoint, shortcoming);
                client.Dispose();
                return null;
            }

            Warn(logger, info);
            LogFound(logger, info.ServerVersion, endpoint, info.NCPU, info.MemTotal >> 20);
            return new EngineConnection(client, info);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            client?.Dispose();
            LogAbsent(logger, endpoint, e.Message);
            return null;
        }
    }

    public void Dispose() => Client.Dispose();

    /// <summary>Why an engine cannot be used: a limit that it ignores is none. Null if it can.</summary>
    internal static string? Shortcoming(SystemInfoResponse info) => info switch
    {
        { OSType: not "linux" } => $"it runs {info.OSType} containers, not linux ones",
        { MemoryLimit: false } => "it cannot limit memory",
        { PidsLimit: false } => "it cannot limit processes",
        { CPUCfsQuota: false } => "it cannot limit processors",
        _ => null,
    };

    private static Uri AddressFrom(string? dockerHost) =>
        Uri.TryCreate(string.IsNullOrWhiteSpace(dockerHost) ? DefaultSocket : dockerHost, UriKind.Absolute, out var uri) ? uri : new Uri(DefaultSocket);

    private static void Warn(ILogger logger, SystemInfoResponse info)
    {
        if (!(info.SecurityOptions ?? []).Any(option => option.Contains("seccomp", StringComparison.Ordinal)))
        {
            LogNoSeccomp(logger);
        }

        if (!info.SwapLimit)
        {
            LogNoSwapLimit(logger);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Containers: engine {Version} at {Endpoint}, {Cpus} processors, {MemoryMiB} MiB")]
    private static partial void LogFound(ILogger logger, string version, Uri endpoint, long cpus, long memoryMiB);

    [LoggerMessage(Level = LogLevel.Information, Message = "Containers: not offered, no engine answers at {Endpoint} ({Reason}). To offer them, install Docker or Podman, or name the engine's socket with --engine")]
    private static partial void LogAbsent(ILogger logger, Uri endpoint, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Containers: not offered, the engine at {Endpoint} does not serve: {Shortcoming}")]
    private static partial void LogUnfit(ILogger logger, Uri endpoint, string shortcoming);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Containers: the engine filters no system calls (no seccomp); all other limits hold. A kernel or engine with seccomp is advised")]
    private static partial void LogNoSeccomp(ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Containers: the kernel does not limit swap; a container may use the machine's swap beside its memory. Boot with swapaccount=1, or without swap")]
    private static partial void LogNoSwapLimit(ILogger logger);
}
