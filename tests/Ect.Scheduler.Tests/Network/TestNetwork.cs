using System.Numerics;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Ethereum.Rpc;
using Ect.Ethereum.Transactions;
using Ect.Protocol.Deals;
using Ect.Protocol.Orders;
using Ect.Protocol.Signing;
using Ect.Testing;

namespace Ect.Scheduler.Tests.Network;

/// <summary>A real node with the real contracts, one pool, one app, a rich requester and workers with stakes.</summary>
public sealed class TestNetwork : IAsyncDisposable
{
    /// <summary>Seconds of the category that deals use.</summary>
    public const uint Duration = 60;

    /// <summary>Seconds of the second category, for bags that take their time.</summary>
    public const uint LongDuration = 3600;

    private static readonly BigInteger Deposit = Units.ParseEther("1000");

    private readonly List<TransactionSender> _senders = [];

    private TestNetwork(AnvilNode node)
    {
        Node = node;
        Eth = new(node.HttpUri, new(EctHub.Errors));
        Requester = Sender(0);
        Scheduler = PrivateKey.Parse(node.PrivateKeys[1]);
    }

    public AnvilNode Node { get; }

    public EthClient Eth { get; }

    public TransactionSender Requester { get; }

    public PrivateKey Scheduler { get; }

    public Deployment Deployment { get; private set; } = null!;

    public EctHub Hub => new(Deployment.Hub);

    public BigInteger Pool { get; private set; }

    public BigInteger App { get; private set; }

    public EctDomain Domain => new(Node.ChainId, Hub.Address);

    public static BigInteger WorkerStake => 100;

    public static BigInteger Price => 1000;

    public static async Task<TestNetwork> StartAsync(CancellationToken ct, int workers = 8, string? stateFile = null)
    {
        var network = new TestNetwork(await AnvilNode.StartAsync(new() { Accounts = workers + 2, StateFile = stateFile }, ct));
        await network.DeployAsync(workers, ct);
        return network;
    }

    public PrivateKey Worker(int number) => PrivateKey.Parse(Node.PrivateKeys[number + 2]);

    public TransactionSender Sender(int account)
    {
        var sender = new TransactionSender(Eth, PrivateKey.Parse(Node.PrivateKeys[account]), Node.ChainId, new() { PollInterval = TimeSpan.FromMilliseconds(200) });
        _senders.Add(sender);
        return sender;
    }

    /// <summary>Matches fresh orders to a deal for a bag of tasks.</summary>
    public Task<EctHub.DealMatchedEvent> MatchAsync(uint volume, ushort trust, CancellationToken ct, Address callback = default) => MatchAsync(Orders(volume, trust, callback), ct);

    public async Task<EctHub.DealMatchedEvent> MatchAsync(ContractCall orders, CancellationToken ct)
    {
        var receipt = await Requester.SendAsync(orders, cancellationToken: ct);
        return receipt.Logs.Select(log => EctHub.DealMatchedEvent.TryDecode(log, out var matched) ? matched : null).First(matched => matched is not null)!;
    }

    /// <summary>A match of fresh orders, not yet sent.</summary>
    public ContractCall Orders(uint volume, ushort trust, Address callback = default)
    {
        var key = PrivateKey.Parse(Node.PrivateKeys[0]);
        var expiry = (ulong)DateTimeOffset.MaxValue.ToUnixTimeSeconds();
        var app = new AppOrder(App, 10, volume, Bytes32.Zero, 0, 0, Address.Zero, expiry, Salt()).Sign(Domain, key);
        var pool = new PoolOrder(Pool, Price, volume, Bytes32.Zero, 0, trust, DealMode.Private, WorkerStake, 1000, 0, 0, Address.Zero, expiry, Salt()).Sign(Domain, Scheduler);
        var none = new SignedDatasetOrder(new(0, 0, 0, Bytes32.Zero, 0, 0, Address.Zero, 0, Bytes32.Zero), []);
        var request = new RequestOrder(
            App, 10, 0, 0, Pool, Price, key.Address, key.Address, callback, volume, Bytes32.Zero, 0, trust, DealMode.Direct | DealMode.Private, 0, "{}", expiry, Salt()).Sign(Domain, key);
        return Hub.MatchOrders(app, none, pool, request);
    }

    /// <summary>Lets the chain's clock jump, and mines a block so that it shows.</summary>
    public async Task PassAsync(uint seconds)
    {
        await Eth.CallAsync("evm_increaseTime", seconds);
        await Eth.CallAsync("evm_mine");
    }

    /// <summary>Replaces the newest blocks by empty ones; their transactions are gone.</summary>
    public Task ReorgAsync(int depth) => Eth.CallAsync("anvil_reorg", depth, new JsonArray());

    public Task<ChainTask> TaskAsync(Bytes32 id, CancellationToken ct) => Eth.CallAsync(Hub.Task(id), cancellationToken: ct);

    public async ValueTask DisposeAsync()
    {
        foreach (var sender in _senders)
        {
            await sender.DisposeAsync();
        }

        Eth.Dispose();
        await Node.DisposeAsync();
    }

    private async Task DeployAsync(int workers, CancellationToken ct)
    {
        Deployment = await HubDeployer.DeployAsync(Requester, supply: Units.ParseEther("1000000"), categories: [new Category("test", "", Duration), new Category("long", "", LongDuration)], ct: ct);
        var token = new EctToken(Deployment.Token);
        var apps = new AppRegistry(Deployment.Apps);
        var pools = new WorkerPoolRegistry(Deployment.Pools);
        var checksum = Salt();
        await Requester.SendAsync(apps.Register(Requester.Address, "bafkreiapp", checksum, ""), cancellationToken: ct);
        App = await Eth.CallAsync(apps.IdOf(Requester.Address, "bafkreiapp", checksum, ""), cancellationToken: ct);
        await Requester.SendAsync(pools.Register(Scheduler.Address, "bafkreipool", checksum, ""), cancellationToken: ct);
        Pool = await Eth.CallAsync(pools.IdOf(Scheduler.Address, "bafkreipool", checksum, ""), cancellationToken: ct);
        await Requester.SendAsync(token.Approve(Hub.Address, Units.ParseEther("1000000")), cancellationToken: ct);
        await Requester.SendAsync(Hub.Deposit(Deposit), cancellationToken: ct);
        await Requester.SendAsync(Hub.DepositFor(Scheduler.Address, Deposit), cancellationToken: ct);
        for (var worker = 0; worker < workers; worker++)
        {
            await Requester.SendAsync(Hub.DepositFor(Worker(worker).Address, Deposit), cancellationToken: ct);
        }
    }

    private static Bytes32 Salt() => Bytes32.FromBytes(RandomNumberGenerator.GetBytes(32));
}
