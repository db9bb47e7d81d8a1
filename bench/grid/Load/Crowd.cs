using Ect.Bench.Chain;
using Grpc.Net.Client;

namespace Ect.Bench.Load;

/// <summary>All simulated workers, in this process, until disposed.</summary>
internal sealed class Crowd : IAsyncDisposable
{
    private const int LoginsAtATime = 64;

    private readonly CancellationTokenSource _stop = new();
    private readonly List<GrpcChannel> _channels = [];
    private readonly Task _working;
    private bool _isStopped;
    private int _samples;

    public Crowd(BenchNetwork network, Uri scheduler, CrowdOptions options)
    {
        // Pings that measure the line to find window sizes are of no use on one machine.
        AppContext.SetSwitch("System.Net.SocketsHttpHandler.Http2FlowControl.DisableDynamicWindowSizing", true);
        Network = network;
        Options = options;
        Epochs = new(network);
        var workers = new List<SimulatedWorker>(options.Workers);
        for (var number = 0; number < options.Workers; number++)
        {
            if (number % options.StreamsPerConnection == 0)
            {
                _channels.Add(GrpcChannel.ForAddress(scheduler, new() { HttpHandler = new SocketsHttpHandler { UseProxy = false, ActivityHeadersPropagator = null }, DisposeHttpClient = true }));
            }

            workers.Add(new(this, BenchNetwork.WorkerKey(number), _channels[^1]));
        }

        _working = Task.WhenAll(workers.Select(worker => Task.Run(() => worker.WorkAsync(_stop.Token))));
    }

    public BenchNetwork Network { get; }

    public CrowdOptions Options { get; }

    public Tally Tally { get; } = new();

    public TimerWheel Timers { get; } = new();

    public EpochBook Epochs { get; }

    public SemaphoreSlim Door { get; } = new(LoginsAtATime);

    /// <summary>As the scheduler's Welcome says.</summary>
    public uint HeartbeatSeconds { get; set; } = 1;

    public TimeSpan ComputeTime() => TimeSpan.FromSeconds(Options.ComputeSeconds * (0.5 + Random.Shared.NextDouble()));

    /// <summary>Somewhere in the first period, so that not all beat at once.</summary>
    public TimeSpan FirstBeat() => TimeSpan.FromSeconds(HeartbeatSeconds * 0.8 * Random.Shared.NextDouble());

    public bool IsSampled() => Interlocked.Increment(ref _samples) % Options.SampleEvery == 0;

    /// <summary>Stops all workers; the figures stay.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isStopped)
        {
            return;
        }

        _isStopped = true;
        await _stop.CancelAsync();
        await _working;
        await Timers.DisposeAsync();
        _channels.ForEach(channel => channel.Dispose());
        _stop.Dispose();
        Door.Dispose();
    }
}
