using Ect.Ethereum;
using Ect.Worker.Conduct;
using Microsoft.Extensions.Logging;

namespace Ect.Worker.Tests.Integration;

/// <summary>A worker of the test's process, stopped as a process is: by cancellation, at any moment.</summary>
internal sealed class RunningWorker : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly Task run;

    private RunningWorker(WorkerOptions options)
    {
        Options = options;
        Log = new CollectedLog();
        Logging = LoggerFactory.Create(builder => builder.SetMinimumLevel(LogLevel.Debug).AddProvider(Log));
        run = Task.Run(() => WorkerHost.RunAsync(options, Logging, TimeProvider.System, stop.Token));
    }

    public WorkerOptions Options { get; }

    public CollectedLog Log { get; }

    /// <summary>Ends when the worker does.</summary>
    public Task Run => run;

    private ILoggerFactory Logging { get; }

    public static RunningWorker Start(TestNetwork network, PrivateKey key, Uri scheduler, string folder, WorkerConduct conduct = WorkerConduct.Honest) => new(OptionsFor(network, key, scheduler, folder) with { Conduct = conduct });

    public static RunningWorker Start(WorkerOptions options) => new(options);

    public static WorkerOptions OptionsFor(TestNetwork network, PrivateKey key, Uri scheduler, string folder) => new()
    {
        Rpc = network.Node.HttpUri,
        Deployment = network.Deployment,
        Content = network.ContentUrl,
        SchedulerUrls = [scheduler],
        Pool = network.Pool,
        Key = key,
        DataFolder = folder,
        Slots = 2,
        PollInterval = TimeSpan.FromMilliseconds(100),
        Patience = TimeSpan.FromSeconds(1),
        SettlementDelay = TimeSpan.Zero,
        DeadlineMargin = TimeSpan.Zero,
        MaxBackoff = TimeSpan.FromMilliseconds(500),
    };

    public async Task StopAsync()
    {
        await stop.CancelAsync();
        await run.WaitAsync(TimeSpan.FromSeconds(30));
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await run.ContinueWith(static _ => { }, TaskScheduler.Default);
        Logging.Dispose();
        stop.Dispose();
    }
}
