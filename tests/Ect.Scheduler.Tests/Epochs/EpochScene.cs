using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Epochs;
using Ect.Scheduler.Replicas;
using Ect.Scheduler.Tasks;
using Ect.Scheduler.Tests.Network;
using Ect.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Ect.Scheduler.Tests.Epochs;

/// <summary>A network, a pool with seats, a scheduler that can be restarted, and a crew.</summary>
internal sealed class EpochScene : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly TestFolder _folder = new();
    private SchedulerOptions _options = null!;
    private bool _isStopped;

    private EpochScene(TestNetwork network) => Network = network;

    public TestNetwork Network { get; }

    public EpochPool Pool { get; private set; } = null!;

    public RunningScheduler Scheduler { get; private set; } = null!;

    public EpochCrew Crew { get; private set; } = null!;

    public TaskStore Tasks => Scheduler.Services.GetRequiredService<TaskStore>();

    public OpenTasks Open => Scheduler.Services.GetRequiredService<OpenTasks>();

    public EpochStore Epochs => Scheduler.Services.GetRequiredService<EpochStore>();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Everything is up and every worker connected.</summary>
    public static async Task<EpochScene> StartAsync(IReadOnlyList<EpochConduct> conducts, Func<SchedulerOptions, SchedulerOptions>? change = null, uint slots = 4)
    {
        var scene = new EpochScene(await TestNetwork.StartAsync(Ct, conducts.Count));
        scene.Pool = await EpochPool.OpenAsync(scene.Network, conducts.Count, Ct);
        var options = TestScheduler.Options(scene.Network, scene._folder) with
        {
            Lease = TimeSpan.FromSeconds(5),
            SilenceGrace = TimeSpan.FromSeconds(6),
            SignatureTimeout = TimeSpan.FromSeconds(6),
            EpochInterval = TimeSpan.FromSeconds(1),
        };
        scene._options = change?.Invoke(options) ?? options;
        scene.Scheduler = await RunningScheduler.StartAsync(scene._options, Ct);
        scene._options = scene._options with { ListenUrl = scene.Scheduler.ListenUrl };
        scene.Crew = new(scene.Network, scene.Scheduler.ListenUrl, conducts, Ct, slots);
        await Eventually.HoldsAsync("everybody is connected", () => scene.Crew.Workers.All(worker => worker.IsConnected), Patience, Ct);
        return scene;
    }

    public async Task StopAsync()
    {
        _isStopped = true;
        await Scheduler.DisposeAsync();
    }

    public async Task StartAgainAsync()
    {
        Scheduler = await RunningScheduler.StartAsync(_options, Ct);
        _isStopped = false;
    }

    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAgainAsync();
    }

    /// <summary>Another scheduler with the same options and a folder of its own, which waits for its turn at the same database.</summary>
    public Task<RunningScheduler> StandByAsync(TestFolder folder, Uri status) => RunningScheduler.StartAsync(_options with { DataFolder = folder.Path, StatusUrl = status }, Ct);

    /// <summary>The scheduler is stopped, and one that stood by is in its place.</summary>
    public async Task ReplaceAsync(Task<RunningScheduler> standby)
    {
        await Scheduler.DisposeAsync();
        Scheduler = await standby;
    }

    /// <summary>Another scheduler of the same key that knows nothing but the chain.</summary>
    public Task<RunningScheduler> StartBlankAsync(TestFolder folder) =>
        RunningScheduler.StartAsync(_options with { DataFolder = folder.Path, ListenUrl = new("http://127.0.0.1:0") }, Ct);

    public Task CompletedAsync(EctHub.DealMatchedEvent deal) => Eventually.HoldsAsync(
        "all tasks are completed", () => EpochPool.TasksOf(deal).All(task => Tasks.Find(task)?.State == TaskState.Completed), Patience, Ct);

    /// <summary>Whether an epoch of this deal stands in a state.</summary>
    public Task ReachesAsync(EpochState state) => Eventually.HoldsAsync(
        $"an epoch is {state}", () => Epochs.Live().Any(epoch => epoch.State == state), Patience, Ct);

    public IEnumerable<ReplicaRecord> ReplicasOf(EctHub.DealMatchedEvent deal) => EpochPool.TasksOf(deal).SelectMany(task => Tasks.Load(task)!.Replicas);

    /// <summary>Every task was settled by an epoch, rightly: in the store, on chain, and provably so.</summary>
    public async Task RightAsync(EctHub.DealMatchedEvent deal)
    {
        var hub = new HubClient(Network.Eth, Network.Deployment);
        foreach (var (offset, id) in EpochPool.TasksOf(deal).Index())
        {
            var index = deal.Deal.First + (uint)offset;
            var truth = EpochWorker.DigestOf(id, "truth");
            var task = Tasks.Find(id)!;
            task.Digest.Should().Be(truth);
            task.Path.Should().Be(TaskPath.Epoch);
            (await hub.IsTakenAsync(deal.Deal, index, Ct)).Should().BeTrue();
            var proof = Epochs.Settlement(Network.Scheduler.Address, task.Epoch!.Value)!.ProofOf(deal.Id, (uint)offset)!;
            (await hub.ProvenResultAsync(deal.Deal, index, proof, Ct)).Digest.Should().Be(truth);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Crew.DisposeAsync();
        if (!_isStopped)
        {
            await Scheduler.DisposeAsync();
        }

        await Network.DisposeAsync();
        _folder.Dispose();
    }
}
