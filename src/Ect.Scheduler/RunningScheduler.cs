using Ect.Ethereum.Rpc;
using Ect.Scheduler.Chain;
using Ect.Scheduler.Grid;
using Ect.Scheduler.Live;
using Ect.Scheduler.Status;
using Ect.Scheduler.Storage;
using Ect.Scheduler.Tasks;
using Ect.Scheduler.Telemetry;
using Ect.Scheduler.Workers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ect.Scheduler;

/// <summary>A scheduler that has started. Dispose it to stop.</summary>
public sealed class RunningScheduler : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Lazy<Task> _stopped;

    private RunningScheduler(WebApplication app, Database database, FolderLock folder, Uri listenUrl, Uri? statusUrl)
    {
        _app = app;
        _stopped = new(() => StopAsync(app, database, folder));
        ListenUrl = listenUrl;
        StatusUrl = statusUrl;
        Ended = EndAsync();
    }

    /// <summary>Where workers connect, with the port that was taken.</summary>
    public Uri ListenUrl { get; }

    /// <summary>Where the status answers; null for nowhere.</summary>
    public Uri? StatusUrl { get; }

    /// <summary>Ends when the scheduler does, with the error that ended it.</summary>
    public Task Ended { get; }

    internal IServiceProvider Services => _app.Services;

    /// <summary>Starts a scheduler and returns when workers can connect.</summary>
    /// <inheritdoc cref="SchedulerHost.RunAsync" path="/exception"/>
    public static async Task<RunningScheduler> StartAsync(SchedulerOptions options, CancellationToken ct = default)
    {
        options.Validate();
        var folder = FolderLock.Take(options.DataFolder);
        Database? database = null;
        WebApplication? app = null;
        try
        {
            database = await OpenAsync(options, ct);
            await FileIdentity.ClaimAsync(database, options, ct);
            app = Build(options, database);
            await RefuseWrongChainAsync(app.Services.GetRequiredService<ChainIdentity>(), ct);
            await app.StartAsync(ct);
            var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(address => new Uri(address)).ToList();
            return new(app, database, folder, addresses[0], options.StatusUrl is null ? null : addresses[1]);
        }
        catch (Exception cause)
        {
            // Why it did not start is what counts: not what else breaks while it stops.
            await StopAsync(app, database, folder).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cause is IOException && cause.Message.Contains("in use", StringComparison.OrdinalIgnoreCase))
            {
                throw new InvalidOperationException($"{cause.Message} Stop the other program, or choose another port: this scheduler listens at {options.ListenUrl} and {options.StatusUrl}.", cause);
            }

            throw;
        }
    }

    /// <summary>Stops: workers are told, transactions under way stay in the node's pool. Who calls again waits for the same end.</summary>
    public ValueTask DisposeAsync() => new(_stopped.Value);

    private static async Task<Database> OpenAsync(SchedulerOptions options, CancellationToken ct)
    {
        IEngine engine = options.Database is { } connection ? new PostgresEngine(connection) : new SqliteEngine(Path.Combine(options.DataFolder, "scheduler.db"));
        using var logging = LoggerFactory.Create(options.ConfigureLogging ?? DefaultLogging);
        try
        {
            await using (var standby = new StandbyListener(options, engine.Name, logging.CreateLogger<StandbyListener>()))
            {
                await engine.LeadAsync(standby.Tell, options.Time, ct);
            }

            return Database.Open(engine);
        }
        catch
        {
            engine.Dispose();
            throw;
        }
    }

    private static WebApplication Build(SchedulerOptions options, Database database)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        (options.ConfigureLogging ?? DefaultLogging)(builder.Logging);
        builder.Services.AddSingleton(database).AddScheduler(options);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(5));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxConcurrentConnections = (2L * options.MaxWorkers) + 100;
            kestrel.Limits.Http2.KeepAlivePingDelay = options.Heartbeat;
            kestrel.Limits.Http2.KeepAlivePingTimeout = options.Lease;
            Listeners.Add(kestrel, options.ListenUrl, HttpProtocols.Http2);
            if (options.StatusUrl is not null)
            {
                Listeners.Add(kestrel, options.StatusUrl, HttpProtocols.Http1);
            }
        });
        var app = builder.Build();
        app.MapGrpcService<GridService>();
        app.MapStatus();
        app.MapLive();
        app.MapTelemetry();
        app.Lifetime.ApplicationStopping.Register(() => app.Services.GetRequiredService<WorkerRegistry>().CloseAll("The scheduler stops: connect again in a while."));
        return app;
    }

    private static void DefaultLogging(ILoggingBuilder logging) =>
        logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Grpc", LogLevel.Warning).AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss ";
        });

    /// <summary>A node that is down now is waited for by the loop; one that serves another chain is refused at once.</summary>
    private static async Task RefuseWrongChainAsync(ChainIdentity identity, CancellationToken ct)
    {
        try
        {
            await identity.EnsureAsync(ct);
        }
        catch (NodeUnreachableException)
        {
            // The loop says so, in the log and in the status, and goes on trying.
        }
    }

    private async Task EndAsync()
    {
        await _app.WaitForShutdownAsync();
        if (_app.Services.GetRequiredService<TaskDriver>().ExecuteTask is { IsFaulted: true } loop)
        {
            await loop;
        }
    }

    /// <summary>Whatever throws, the folder and the database are free afterwards.</summary>
    private static async Task StopAsync(WebApplication? app, Database? database, FolderLock folder)
    {
        using (folder)
        using (database)
        await using (app)
        {
            await (app?.StopAsync() ?? Task.CompletedTask);
        }
    }
}
