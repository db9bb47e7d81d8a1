using System.Numerics;
using Ect.Cli.Home;
using Ect.Cli.Up;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Deals;
using Ect.Protocol.Tasks;
using Ect.Sdk;
using Ect.Sdk.Deals;
using Ect.Sdk.Orders;
using Ect.Sdk.Tasks;

namespace Ect.EndToEnd.Tests;

/// <summary>A whole network of real processes in a folder of its own, and shorthand for what tests do on one.</summary>
internal sealed class TestNetwork : IAsyncDisposable
{
    private readonly DirectoryInfo folder;

    private TestNetwork(DirectoryInfo folder, LocalNetwork local)
    {
        this.folder = folder;
        Local = local;
        Requester = new EctClient(local.Network, local.Parties.Requester.Key);
    }

    public LocalNetwork Local { get; private set; }

    public EctClient Requester { get; private set; }

    public string Folder => folder.FullName;

    public static async Task<TestNetwork> StartAsync(int workers, TimeSpan? longestBackoff = null)
    {
        var folder = Directory.CreateTempSubdirectory("ect-test-");
        return new TestNetwork(folder, await StartIn(folder, workers, longestBackoff));
    }

    public async Task RestartAsync(int workers)
    {
        await Requester.DisposeAsync();
        await Local.DisposeAsync();
        Local = await StartIn(folder, workers, null);
        Requester = new EctClient(Local.Network, Local.Parties.Requester.Key);
    }

    /// <summary>Buys a bag of tasks on the direct path, with the orders that stand on the board.</summary>
    public Task<DealInfo> BuyAsync(BigInteger app, BigInteger? dataset, uint tasks, ushort trust, params string[] args) =>
        BuyAsync(DealMode.Direct, app, dataset, tasks, trust, args);

    /// <summary>Buys a bag of tasks with the orders that stand on the board.</summary>
    public async Task<DealInfo> BuyAsync(ushort mode, BigInteger app, BigInteger? dataset, uint tasks, ushort trust, params string[] args)
    {
        var board = Requester.Orders.Market;
        var me = Local.Parties.Requester.Address;
        var request = Requester.Orders.Sign(new RequestOrder(
            app, SampleShop.AppPrice, dataset ?? 0, SampleShop.DatasetPrice, Local.Pool, SampleShop.PoolPrice, me, me, Address.Zero,
            tasks, Bytes32.Zero, 0, trust, mode, 0, new TaskParams { Args = args }.ToCanonicalJson(),
            (ulong)TimeProvider.System.GetUtcNow().AddHours(1).ToUnixTimeSeconds(), OrderClient.NewSalt()));
        return await Requester.Deals.MatchAsync(
            (await board.ListAsync(new OrderQuery(OrderKind.App, app)))[0].Document,
            dataset is { } data ? (await board.ListAsync(new OrderQuery(OrderKind.Dataset, data)))[0].Document : null,
            (await board.ListAsync(new OrderQuery(OrderKind.Pool, Local.Pool, 0)))[0].Document,
            request);
    }

    /// <summary>Waits until every task of the deal has ended, and returns them.</summary>
    public async Task<IReadOnlyList<TaskInfo>> EndOfAsync(DealInfo deal, TimeSpan patience)
    {
        IReadOnlyList<TaskInfo> tasks = [];
        await Testing.Eventually.HoldsAsync(
            $"every task of deal {deal.Id} ends (logs: {new LocalFolders(Path.Combine(Folder, "networks", EctHome.LocalNetwork)).Logs})",
            async () => (tasks = await Requester.Tasks.ListAsync(deal)).All(task => task.IsFinal),
            patience);
        return tasks;
    }

    public Task<Account> AccountAsync(Party party) => Hub.AccountOfAsync(party.Address);

    /// <summary>All that a party has in the hub: free, locked, and in its seat.</summary>
    public async Task<BigInteger> WealthAsync(Party party) => (await new Cli.Demo.Treasury(Hub).HoldingsAsync(party, CancellationToken.None)).Total.Units;

    private HubClient Hub => new(Local.Chain, Local.Network.Deployment);

    /// <summary>Tokens held by the hub are exactly what its accounts say, and all tokens are somewhere.</summary>
    public async Task AssertConservedAsync()
    {
        var treasury = new Cli.Demo.Treasury(Hub);
        var holdings = await treasury.HoldingsAsync(Local.Parties, CancellationToken.None);
        var census = await treasury.CensusAsync(holdings.Values, CancellationToken.None);
        census.Conserved.Should().BeTrue($"{census}");
    }

    public async ValueTask DisposeAsync()
    {
        await Requester.DisposeAsync();
        await Local.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private static async Task<LocalNetwork> StartIn(DirectoryInfo folder, int workers, TimeSpan? longestBackoff) =>
        await LocalNetwork.StartAsync(
            new LocalNetworkOptions
            {
                Home = new EctHome(folder.FullName),
                Workers = [.. Enumerable.Repeat(new WorkerPlan(), workers)],
                LongestBackoff = longestBackoff ?? TimeSpan.FromSeconds(30),
            },
            new LogView(null),
            new Progress<string>(),
            TimeProvider.System,
            TestContext.Current.CancellationToken)
        ?? throw new InvalidOperationException($"Another process runs a network in {folder.FullName}.");
}
