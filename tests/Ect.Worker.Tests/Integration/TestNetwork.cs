using System.Numerics;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Ect.Content;
using Ect.Content.Http;
using Ect.Content.Storage;
using Ect.Content.Trees;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Ethereum.Rpc;
using Ect.Ethereum.Transactions;
using Ect.Protocol.Contributions;
using Ect.Protocol.Deals;
using Ect.Protocol.Orders;
using Ect.Protocol.Signing;
using Ect.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ect.Worker.Tests.Integration;

/// <summary>A real chain with real contracts and a real content server, with a pool, and deals on request.</summary>
public sealed class TestNetwork : IAsyncLifetime
{
    public const uint Duration = 20;

    /// <summary>Category of tasks that may compute for an hour: on no machine do they end before a heartbeat tells of them.</summary>
    public const ushort LongCategory = 1;

    private static readonly BigInteger Ect = BigInteger.Pow(10, 18);
    private static readonly Bytes32 None = Bytes32.Zero;

    private readonly string contentFolder = Path.Combine(Path.GetTempPath(), $"ect-worker-content-{Guid.NewGuid():n}");
    private WebApplication content = null!;
    private TransactionSender deployer = null!;
    private TransactionSender requester = null!;
    private AppRegistry apps = null!;
    private int nextSalt;
    private int lastPool;

    public AnvilNode Node { get; private set; } = null!;

    public EthClient Client { get; private set; } = null!;

    public Deployment Deployment { get; private set; } = null!;

    public EctHub Hub => new(Deployment.Hub);

    public EctToken Token => new(Deployment.Token);

    /// <summary>Leads the pools and owns them: the scheduler's key.</summary>
    public PrivateKey Scheduler { get; private set; } = null!;

    public BigInteger Pool { get; private set; }

    public EctDomain Domain => new(Node.ChainId, Hub.Address);

    public Uri ContentUrl => new(content.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public async ValueTask InitializeAsync()
    {
        Node = await AnvilNode.StartAsync(new AnvilOptions { Accounts = 5 });
        Client = new EthClient(Node.HttpUri, new(EctHub.Errors));
        deployer = Sender(Key(0));
        requester = Sender(Key(1));
        Scheduler = Key(2);

        Deployment = await HubDeployer.DeployAsync(deployer, supply: 1_000_000 * Ect, categories: [new Category("test", "short tasks", Duration), new Category("long", "tasks to interrupt", 3600)]);
        apps = new AppRegistry(Deployment.Apps);
        await NewPoolAsync();
        await DepositAsync(requester.Address, 10_000);
        await DepositAsync(Scheduler.Address, 10_000);
        await StartContentAsync();
    }

    /// <summary>Makes another pool the network's: one without seats, so that the first few workers are drawn for every task.</summary>
    public async Task NewPoolAsync()
    {
        var pools = new WorkerPoolRegistry(Deployment.Pools);
        var metadata = $$"""{"title":"pool {{++lastPool}}"}""";
        await deployer.SendAsync(pools.Register(Scheduler.Address, "bafkqaaa", None, metadata));
        Pool = await Client.CallAsync(pools.IdOf(Scheduler.Address, "bafkqaaa", None, metadata));
    }

    /// <summary>Gives a wallet gas and free tokens in the hub.</summary>
    public async Task<PrivateKey> NewWorkerAsync(int tokens = 100)
    {
        var key = PrivateKey.Generate();
        await deployer.SendAsync(key.Address, [], Ect);
        if (tokens > 0)
        {
            await DepositAsync(key.Address, tokens);
        }

        return key;
    }

    /// <summary>Gives an account free tokens in the hub.</summary>
    public async Task DepositAsync(Address to, int tokens)
    {
        await deployer.SendAsync(Token.Approve(Hub.Address, tokens * Ect));
        await deployer.SendAsync(Hub.DepositFor(to, tokens * Ect));
    }

    /// <summary>Gives a worker a seat in the pool's roster, before the deals that are bought from now on. From the first one on every worker needs one.</summary>
    public async Task<PrivateKey> NewSeatedWorkerAsync(int bond = 50)
    {
        if ((await Client.CallAsync(Hub.RosterOf(Pool))).Number == 0)
        {
            await using var owner = Sender(Scheduler);
            await owner.SendAsync(Hub.OpenRoster(Pool, 10 * Ect));
        }

        var key = await NewWorkerAsync();
        await using var sender = Sender(key);
        await sender.SendAsync(Hub.TakeSeat(Pool, bond * Ect));
        await PassAsync(2);
        return key;
    }

    /// <summary>Publishes an application and buys a bag of its tasks.</summary>
    public async Task<(Deal Deal, string Params)> BuyAsync(string appFile, string parameters = "", uint tasks = 1, ushort trust = 1, ushort category = 0, ushort mode = DealMode.Direct | DealMode.Private)
    {
        var bytes = await File.ReadAllBytesAsync(appFile);
        using var client = new ContentClient(ContentUrl);
        var cid = await ContentTree.ImportBytesAsync(client, bytes);
        var checksum = Bytes32.FromBytes(SHA256.HashData(bytes));
        return await BuyAsync(cid.ToString(), checksum, parameters, tasks, trust, category, mode);
    }

    /// <summary>Registers an application, whatever its content, and buys a bag of its tasks.</summary>
    public async Task<(Deal Deal, string Params)> BuyAsync(string cid, Bytes32 checksum, string parameters, uint tasks, ushort trust, ushort category = 0, ushort mode = DealMode.Direct | DealMode.Private)
    {
        var app = await Client.CallAsync(apps.IdOf(deployer.Address, cid, checksum, "{}"));
        if (!await Client.CallAsync(apps.Exists(app)))
        {
            await deployer.SendAsync(apps.Register(deployer.Address, cid, checksum, "{}"));
        }

        var expiry = (await Client.GetBlockAsync(BlockTag.Latest))!.Timestamp + 100_000;
        var salt = Bytes32.FromNumber(Interlocked.Increment(ref nextSalt));
        var appOrder = new AppOrder(app, Ect, tasks, None, 0, 0, Address.Zero, expiry, salt).Sign(Domain, Key(0));
        var poolOrder = new PoolOrder(Pool, 10 * Ect, tasks, None, category, 16, (ushort)(mode & DealMode.Private), 5 * Ect, 1000, 0, 0, Address.Zero, expiry, salt).Sign(Domain, Scheduler);
        var request = new RequestOrder(app, Ect, 0, 0, Pool, 10 * Ect, requester.Address, requester.Address, Address.Zero, tasks, None, category, trust, mode, 0, parameters, expiry, salt).Sign(Domain, Key(1));
        var nothing = new SignedDatasetOrder(new DatasetOrder(0, 0, 0, None, 0, 0, Address.Zero, 0, None), []);
        var receipt = await requester.SendAsync(Hub.MatchOrders(appOrder, nothing, poolOrder, request));
        foreach (var log in receipt.Logs)
        {
            if (EctHub.DealMatchedEvent.TryDecode(log, out var matched))
            {
                return (matched.Deal, matched.Params);
            }
        }

        throw new InvalidOperationException("The match made no deal.");
    }

    /// <summary>The assignment that the pool's scheduler would send.</summary>
    public Wire.Assignment Assign(Deal deal, string parameters, uint index, Address worker, bool epochPath = false)
    {
        var task = TaskId.Of(deal, index);
        return new Wire.Assignment
        {
            Task = Google.Protobuf.ByteString.CopyFrom(task.ToBytes()),
            Index = index,
            Deal = Google.Protobuf.ByteString.CopyFrom(DealCodec.Encode(deal)),
            Params = parameters,
            EpochPath = epochPath,
            Authorization = Google.Protobuf.ByteString.CopyFrom(Authorization.Sign(Domain, task, worker, Scheduler)),
        };
    }

    public Task<Contribution> ContributionAsync(Bytes32 task, Address worker) => Client.CallAsync(Hub.Contribution(task, worker));

    public Task<ChainTask> TaskAsync(Bytes32 task) => Client.CallAsync(Hub.Task(task));

    public Task<bool> IsTakenAsync(Deal deal, uint index) => Client.CallAsync(Hub.IsTaken(deal, index));

    public Task<Seat> SeatAsync(Address worker) => Client.CallAsync(Hub.SeatOf(worker));

    public Task<Account> AccountAsync(Address owner) => Client.CallAsync(Hub.AccountOf(owner));

    public TransactionSender Sender(PrivateKey key) => new(Client, key, Node.ChainId, new TransactionSenderOptions { PollInterval = TimeSpan.FromMilliseconds(200) });

    /// <summary>Moves the chain's clock and makes a block.</summary>
    public async Task PassAsync(uint seconds)
    {
        await Client.CallAsync("evm_increaseTime", JsonValue.Create(seconds));
        await Client.CallAsync("evm_mine");
    }

    /// <summary>Flips one bit of a block on the content server's disk.</summary>
    public void Tamper(Cid cid)
    {
        var file = FileOf(cid);
        var bytes = File.ReadAllBytes(file);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(file, bytes);
    }

    /// <summary>The content server loses a block.</summary>
    public void Lose(Cid cid) => File.Delete(FileOf(cid));

    /// <summary>The content server has lost a block, and takes it no more, while something is done.</summary>
    public async Task RefusingAsync(Cid cid, Func<Task> deed)
    {
        var shard = Path.GetDirectoryName(FileOf(cid))!;
        var aside = Path.Combine(contentFolder, "aside");
        Directory.Move(shard, aside);
        File.CreateSymbolicLink(shard, Path.Combine(contentFolder, "nowhere"));
        try
        {
            await deed();
        }
        finally
        {
            File.Delete(shard);
            Directory.Move(aside, shard);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await content.DisposeAsync();
        await deployer.DisposeAsync();
        await requester.DisposeAsync();
        Client.Dispose();
        await Node.DisposeAsync();
        Directory.Delete(contentFolder, recursive: true);
    }

    private string FileOf(Cid cid) => Directory.EnumerateFiles(contentFolder, cid.ToString(), SearchOption.AllDirectories).Single();

    private PrivateKey Key(int index) => PrivateKey.Parse(Node.PrivateKeys[index]);

    private async Task StartContentAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        content = builder.Build();
        content.Urls.Add("http://127.0.0.1:0");
        content.MapContent(new FileBlockStore(contentFolder));
        await content.StartAsync();
    }
}
