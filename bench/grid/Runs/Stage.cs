using Ect.Bench.Chain;
using Ect.Bench.Checks;
using Ect.Bench.Hosting;

namespace Ect.Bench.Runs;

/// <summary>A chain, a store and a scheduler, each in processes of their own; gone when disposed.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private readonly string _folder;
    private SchedulerSettings _settings;
    private SchedulerProcess? _scheduler;

    private Stage(AnvilProcess chain, BenchNetwork network, PostgresCluster? postgres, string folder, SchedulerSettings settings)
    {
        Chain = chain;
        Network = network;
        Postgres = postgres;
        _folder = folder;
        _settings = settings;
    }

    public AnvilProcess Chain { get; }

    public BenchNetwork Network { get; }

    public PostgresCluster? Postgres { get; }

    public SchedulerProcess Scheduler => _scheduler ?? throw new InvalidOperationException("The scheduler is not started.");

    public StoredReplicas Store => new(Path.Combine(_folder, "scheduler.db"), Postgres);

    public static async Task<Stage> BuildAsync(int workers, bool isPostgres, SchedulerSettings settings, Progress progress, CancellationToken ct)
    {
        var prepared = await PreparedChain.PrepareAsync(workers, progress, ct);
        var chain = await AnvilProcess.StartAsync(ct, load: prepared.StateFile);
        var postgres = isPostgres ? await PostgresCluster.StartAsync(ct) : null;
        var folder = Directory.CreateTempSubdirectory("ect-bench-").FullName;
        var stage = new Stage(chain, prepared.Open(chain.Url), postgres, folder, settings with
        {
            Rpc = chain.Url.ToString(),
            Deployment = prepared.Deployment,
            Pool = prepared.Pool,
            DataFolder = folder,
            Database = postgres?.ConnectionString,
        });
        try
        {
            await stage.StartSchedulerAsync(ct);
            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the scheduler, again after it was killed: at the port that workers know.</summary>
    public async Task StartSchedulerAsync(CancellationToken ct)
    {
        _scheduler = await SchedulerProcess.StartAsync(_settings, ct);
        _settings = _settings with { Port = Scheduler.ListenUrl.Port };
    }

    public async ValueTask DisposeAsync()
    {
        if (_scheduler is not null)
        {
            await _scheduler.DisposeAsync();
        }

        await Network.DisposeAsync();
        await Chain.DisposeAsync();
        if (Postgres is not null)
        {
            await Postgres.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }
}
