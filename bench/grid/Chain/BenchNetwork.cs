using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Ect.Bench.Hosting;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Ethereum.Rpc;
using Ect.Ethereum.Transactions;
using Ect.Protocol.Deals;
using Ect.Protocol.Orders;
using Ect.Protocol.Signing;

namespace Ect.Bench.Chain;

/// <summary>The contracts on a node, one pool with an open roster, one app, a rich requester, and workers in their seats.</summary>
internal sealed class BenchNetwork : IAsyncDisposable
{
    /// <summary>Seconds of the category that deals use: no deadline comes during a run.</summary>
    public const uint Duration = 3600;

    private const ulong GasOfDeposit = 120_000;
    private const ulong GasOfSeat = 200_000;
    private static readonly BigInteger Stake = 1_000 * HubClient.Gwei;
    private static readonly BigInteger Price = 1_000_000 * HubClient.Gwei;

    /// <summary>Covers some thousand unsettled tasks of a worker.</summary>
    private static readonly BigInteger Bond = 10_000 * Stake;

    private static readonly BigInteger FeePerGas = 10 * HubClient.Gwei;
    private static readonly PrivateKey RequesterKey = PrivateKey.Parse(AnvilProcess.Secrets[0]);

    public BenchNetwork(Uri node, Deployment deployment, BigInteger pool, BigInteger app)
    {
        Eth = new(node, new(EctHub.Errors));
        Deployment = deployment;
        Pool = pool;
        App = app;
        Requester = new(Eth, RequesterKey, AnvilProcess.ChainId, new() { PollInterval = TimeSpan.FromMilliseconds(100) });
    }

    public EthClient Eth { get; }

    public Deployment Deployment { get; }

    public BigInteger Pool { get; }

    public BigInteger App { get; }

    public TransactionSender Requester { get; }

    public EctHub Hub => new(Deployment.Hub);

    public EctDomain Domain => new(AnvilProcess.ChainId, Deployment.Hub);

    public static PrivateKey SchedulerKey { get; } = PrivateKey.Parse(AnvilProcess.Secrets[1]);

    /// <summary>A worker's key, the same in every run.</summary>
    public static PrivateKey WorkerKey(int number) => PrivateKey.FromBytes(SHA256.HashData(Encoding.UTF8.GetBytes($"bench worker {number}")));

    public static async Task<BenchNetwork> DeployAsync(Uri node, int workers, Progress progress, CancellationToken ct)
    {
        using var eth = new EthClient(node, new(EctHub.Errors));
        await using var requester = new TransactionSender(eth, RequesterKey, AnvilProcess.ChainId, new() { PollInterval = TimeSpan.FromMilliseconds(100) });
        var deployment = await HubDeployer.DeployAsync(requester, supply: Units.ParseEther("1000000"), categories: [new Category("long", "", Duration)], ct: ct);
        var apps = new AppRegistry(deployment.Apps);
        var pools = new WorkerPoolRegistry(deployment.Pools);
        var hub = new EctHub(deployment.Hub);
        var checksum = Salt();
        await requester.SendAsync(apps.Register(requester.Address, "bafkreiapp", checksum, ""), cancellationToken: ct);
        await requester.SendAsync(pools.Register(SchedulerKey.Address, "bafkreipool", checksum, ""), cancellationToken: ct);
        await requester.SendAsync(new EctToken(deployment.Token).Approve(deployment.Hub, Units.ParseEther("1000000")), cancellationToken: ct);
        await requester.SendAsync(hub.Deposit(Units.ParseEther("100000")), cancellationToken: ct);
        await requester.SendAsync(hub.DepositFor(SchedulerKey.Address, Units.ParseEther("100000")), cancellationToken: ct);
        var network = new BenchNetwork(
            node,
            deployment,
            await eth.CallAsync(pools.IdOf(SchedulerKey.Address, "bafkreipool", checksum, ""), cancellationToken: ct),
            await eth.CallAsync(apps.IdOf(requester.Address, "bafkreiapp", checksum, ""), cancellationToken: ct));
        await using (var scheduler = new TransactionSender(eth, SchedulerKey, AnvilProcess.ChainId, new() { PollInterval = TimeSpan.FromMilliseconds(100) }))
        {
            await scheduler.SendAsync(hub.OpenRoster(network.Pool, 0), cancellationToken: ct);
        }

        await network.SeatAsync(node, workers, progress, ct);
        return network;
    }

    /// <summary>Matches fresh orders to a deal for a bag of tasks, as of the block that has it.</summary>
    public async Task<EctHub.DealMatchedEvent> MatchAsync(uint volume, ushort trust, bool isPrivate, CancellationToken ct)
    {
        var key = RequesterKey;
        var expiry = (ulong)DateTimeOffset.MaxValue.ToUnixTimeSeconds();
        var app = new AppOrder(App, 10, volume, Bytes32.Zero, 0, 0, Address.Zero, expiry, Salt()).Sign(Domain, key);
        var mode = isPrivate ? DealMode.Private : (ushort)0;
        var pool = new PoolOrder(Pool, Price, volume, Bytes32.Zero, 0, trust, mode, Stake, 1000, 0, 0, Address.Zero, expiry, Salt()).Sign(Domain, SchedulerKey);
        var none = new SignedDatasetOrder(new(0, 0, 0, Bytes32.Zero, 0, 0, Address.Zero, 0, Bytes32.Zero), []);
        var request = new RequestOrder(
            App, 10, 0, 0, Pool, Price, key.Address, key.Address, Address.Zero, volume, Bytes32.Zero, 0, trust, DealMode.Private, 0, "{}", expiry, Salt()).Sign(Domain, key);
        var receipt = await Requester.SendAsync(Hub.MatchOrders(app, none, pool, request), cancellationToken: ct);
        return receipt.Logs.Select(log => EctHub.DealMatchedEvent.TryDecode(log, out var matched) ? matched : null).First(matched => matched is not null)!;
    }

    public async ValueTask DisposeAsync()
    {
        await Requester.DisposeAsync();
        Eth.Dispose();
    }

    private async Task SeatAsync(Uri node, int workers, Progress progress, CancellationToken ct)
    {
        using var batch = new Batch(node);
        var keys = Enumerable.Range(0, workers).Select(WorkerKey).ToList();
        await batch.SendAsync(keys.Select(key => ("anvil_setBalance", new JsonArray(key.Address.ToString(), "0xde0b6b3a7640000"))), ct);
        var nonce = await Eth.GetTransactionCountAsync(RequesterKey.Address, cancellationToken: ct);
        await batch.SendAsync(keys.Select((key, number) => Raw(RequesterKey, nonce + (ulong)number, GasOfDeposit, Hub.DepositFor(key.Address, Bond))), ct);
        await UntilAsync(async () => await Eth.GetTransactionCountAsync(RequesterKey.Address, cancellationToken: ct) >= nonce + (ulong)workers, ct);
        progress.Say("the workers' deposits are made");
        await batch.SendAsync(keys.Select(key => Raw(key, 0, GasOfSeat, Hub.TakeSeat(Pool, Bond))), ct);
        await UntilAsync(async () => (await Eth.CallAsync(Hub.RosterOf(Pool), cancellationToken: ct)).Seats >= (uint)workers, ct);
        progress.Say("the workers have their seats");
    }

    private static (string, JsonArray) Raw(PrivateKey key, ulong nonce, ulong gas, ContractCall call)
    {
        var transaction = new DynamicFeeTransaction
        {
            ChainId = AnvilProcess.ChainId,
            Nonce = nonce,
            GasLimit = gas,
            To = call.To,
            Data = call.Data,
            MaxFeePerGas = FeePerGas,
            MaxPriorityFeePerGas = 1,
        };
        return ("eth_sendRawTransaction", new JsonArray("0x" + Convert.ToHexStringLower(transaction.Sign(key).Encode())));
    }

    private static async Task UntilAsync(Func<Task<bool>> holds, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        while (!await holds())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, either.Token);
        }
    }

    private static Bytes32 Salt() => Bytes32.FromBytes(RandomNumberGenerator.GetBytes(32));
}
