using System.Globalization;
using System.Numerics;
using Ect.Contracts;
using Ect.Ethereum.Rpc;
using Ect.Sdk.Networks;

namespace Ect.Cli.Up;

/// <summary>A whole network on one machine: chain, contracts, content store, order board, scheduler, workers.</summary>
internal sealed class LocalNetwork : IAsyncDisposable
{
    private readonly LocalNetworkOptions options;
    private readonly TimeProvider time;
    private readonly NetworkLock held;
    private readonly Ports holder = new();
    private readonly LocalPorts ports;

    private LocalNetwork(LocalNetworkOptions options, NetworkLock held, LogView view, TimeProvider time)
    {
        this.options = options;
        this.time = time;
        this.held = held;
        ports = LocalPorts.Choose(holder, options.Folders.PortsFile, options.ChainPort);
        Parties = Parties.Open(options.Wallets, options.Workers.Count);
        Supervisor = new Supervisor(options.Folders.Logs, view, time);
        Chain = new EthClient(LocalPorts.Url(ports.Chain), time: time);
    }

    public Parties Parties { get; }

    public Supervisor Supervisor { get; }

    public EthClient Chain { get; }

    /// <summary>The network's description, which is also in its network file.</summary>
    public NetworkFile Network { get; private set; } = null!;

    /// <summary>The token id of the worker pool.</summary>
    public BigInteger Pool { get; private set; }

    /// <summary>The token ids of the sample applications and dataset, by name.</summary>
    public IReadOnlyDictionary<string, BigInteger> Samples { get; private set; } = new Dictionary<string, BigInteger>();

    public Uri SchedulerStatus => LocalPorts.Url(ports.Status);

    /// <summary>Starts the network, or starts it again where it stopped.</summary>
    /// <param name="options">What it is made of.</param>
    /// <param name="view">Shows the processes' output.</param>
    /// <param name="progress">Told each step before it is taken.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Stops the start; what runs is stopped.</param>
    /// <returns>The network, all of its processes ready; null if another process runs it.</returns>
    /// <exception cref="RoleFailedException">A process did not start. Those that did are stopped.</exception>
    public static async Task<LocalNetwork?> StartAsync(LocalNetworkOptions options, LogView view, IProgress<string> progress, TimeProvider time, CancellationToken cancellation)
    {
        options.Folders.Create();
        if (NetworkLock.TryTake(options.Folders) is not { } held)
        {
            return null;
        }

        LocalNetwork network;
        try
        {
            network = new LocalNetwork(options, held, view, time);
        }
        catch
        {
            held.Dispose();
            throw;
        }

        try
        {
            await network.StartAsync(progress, cancellation);
            return network;
        }
        catch
        {
            await network.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Supervisor.DisposeAsync();
        Chain.Dispose();
        holder.Dispose();
        held.Dispose();
    }

    private async Task StartAsync(IProgress<string> progress, CancellationToken cancellation)
    {
        progress.Report("Starting the chain");
        await StartAsync([ChainRole()], cancellation);

        await using (var bootstrap = new ChainBootstrap(Chain, Parties.Treasury, time))
        {
            progress.Report(KnownDeployment() is null ? "Deploying the contracts" : "Looking for the contracts of last time");
            await bootstrap.GiveGasAsync(Parties.All, cancellation);
            var deployment = await bootstrap.DeployAsync(KnownDeployment(), cancellation);
            WriteNetworkFile(deployment);
            progress.Report("Handing out play money, starting content store and order board");
            await Task.WhenAll(
                bootstrap.GiveTokensAsync(deployment, Parties.All, cancellation),
                StartAsync([ContentRole(), MarketRole()], cancellation));
        }

        progress.Report("Opening the worker pool, publishing the samples");
        var shop = new SampleShop(Network, Parties, time);
        Pool = await shop.OpenPoolAsync(LocalPorts.Url(ports.Scheduler), LocalPorts.Url(ports.Status), cancellation);
        var opening = shop.OpenAsync(Pool, Math.Min(options.Workers.Count, 16), cancellation);
        await Task.WhenAll(opening, StartAsync([SchedulerRole()], cancellation));
        Samples = await opening;

        progress.Report($"Starting {options.Workers.Count} workers");
        await StartAsync(options.Workers.Select(WorkerRole), cancellation);
    }

    private Task StartAsync(IEnumerable<Role> roles, CancellationToken cancellation) =>
        Supervisor.StartAllAsync(roles.Select(options.Adapt), cancellation);

    private Deployment? KnownDeployment() =>
        File.Exists(options.Folders.NetworkFile) ? NetworkFile.Load(options.Folders.NetworkFile).Deployment : null;

    private void WriteNetworkFile(Deployment deployment)
    {
        Network = new NetworkFile
        {
            Name = options.Name,
            ChainId = deployment.ChainId,
            Rpc = LocalPorts.Url(ports.Chain),
            Ws = new UriBuilder(LocalPorts.Url(ports.Chain)) { Scheme = "ws" }.Uri,
            Deployment = deployment,
            Content = LocalPorts.Url(ports.Content),
            Market = LocalPorts.Url(ports.Market),
        };
        Network.Save(options.Folders.NetworkFile);
    }

    private Role ChainRole()
    {
        var state = new ChainStateFile(options.Folders.ChainState, time);
        return AnvilRole.Create(ports.Chain, options.Folders.ChainState, Chain) with
        {
            LongestBackoff = options.LongestBackoff,
            Prepare = () => state.Restore(),
            Beside = state.KeepAsync,
        };
    }

    private Role ContentRole() =>
        EctRole("content", ports.Content, "content", "start", "--listen", LocalPorts.Url(ports.Content).ToString());

    private Role MarketRole() =>
        EctRole("market", ports.Market, "market", "start", "--listen", LocalPorts.Url(ports.Market).ToString());

    private Role SchedulerRole() =>
        EctRole(
            "scheduler", ports.Status, "scheduler", "start", "--wallet", Parties.PoolOwner.Name, "--pool", PoolText,
            "--listen", LocalPorts.Url(ports.Scheduler).ToString(), "--status-listen", LocalPorts.Url(ports.Status).ToString());

    private Role WorkerRole(WorkerPlan plan, int index)
    {
        var party = Parties.Workers[index];
        return EctRole(
            party.Name, null,
            ["worker", "start", "--wallet", party.Name, "--pool", PoolText, "--scheduler", LocalPorts.Url(ports.Scheduler).ToString(), "--slots", "1", "--longest-pause", "3s", .. plan.Arguments])
            with
        { Restarts = plan.Restarts, IsReady = cancellation => IsSeatedAsync(party, cancellation) };
    }

    /// <summary>A worker that sits down after a match is not drawn for it.</summary>
    private Task<bool> IsSeatedAsync(Party party, CancellationToken cancellation) =>
        new HubClient(Chain, Network.Deployment).IsSeatedAsync(Pool, party.Address, cancellation);

    private string PoolText => "0x" + Pool.ToString("x64", CultureInfo.InvariantCulture)[^64..];

    private Role EctRole(string name, int? readyPort, params string[] arguments) =>
        new(name, options.Program, [.. arguments, "--network", options.Folders.NetworkFile, "--home", options.Home.Path, "--data", options.Folders.Of(name)])
        {
            LongestBackoff = options.LongestBackoff,
            IsReady = readyPort is { } port ? cancellation => AnswersAsync(port, cancellation) : null,
        };

    private static async Task<bool> AnswersAsync(int port, CancellationToken cancellation)
    {
        using var client = new System.Net.Sockets.TcpClient();
        try
        {
            await client.ConnectAsync(System.Net.IPAddress.Loopback, port, cancellation);
            return true;
        }
        catch (System.Net.Sockets.SocketException)
        {
            return false;
        }
    }
}
