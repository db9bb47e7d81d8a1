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

    /// <summary>Whether its folder, with all logs, stays after the test.</summary>
    public bool IsKept { get; set; }

    public static Task<TestNetwork> StartAsync(int workers, TimeSpan? longestBackoff = null) =>
        StartAsync(options => Task.FromResult(With(options, workers, longestBackoff)));

    /// <summary>Starts a network of other parts.</summary>
    /// <param name="furnish">Says of what, and may first prepare the folder.</param>
    public static async Task<TestNetwork> StartAsync(Func<LocalNetworkOptions, Task<LocalNetworkOptions>> furnish)
    {
        var folder = Directory.CreateTempSubdirectory("ect-test-");
        return new TestNetwork(folder, await StartIn(await furnish(Home(folder))));
    }

    public async Task RestartAsync(int workers)
    {
        await Requester.DisposeAsync();
        await Local.DisposeAsync();
        Local = await StartIn(With(Home(folder), workers, null));
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
            (ulong)TimeProvider.System.GetUtcNow().AddDays(1).ToUnixTimeSeconds(), OrderClient.NewSalt()));
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

    /// <summary>Lets the chain's clock jump.</summary>
    public async Task PassAsync(uint seconds)
    {
        await Local.Chain.CallAsync("evm_increaseTime", seconds);
        await Local.Chain.CallAsync("evm_mine");
    }

    public Task<Account> AccountAsync(Party party) => Hub.AccountOfAsync(party.Address);

    /// <summary>All that a party has in the hub: free, locked, and in its seat.</summary>
    public async Task<BigInteger> WealthAsync(Party party) => (await new Cli.Demo.Treasury(Hub).HoldingsAsync(party, CancellationToken.None)).Total.Units;

    public HubClient Hub => new(Local.Chain, Local.Network.Deployment);

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
        if (!IsKept)
        {
            folder.Delete(recursive: true);
        }
    }

    private static LocalNetworkOptions Home(DirectoryInfo folder) => new() { Home = new EctHome(folder.FullName) };

    private static LocalNetworkOptions With(LocalNetworkOptions options, int workers, TimeSpan? longestBackoff) => options with
    {
        Workers = [.. Enumerable.Repeat(new WorkerPlan(), workers)],
        LongestBackoff = longestBackoff ?? options.LongestBackoff,
    };

    private static async Task<LocalNetwork> StartIn(LocalNetworkOptions options) =>
        await LocalNetwork.StartAsync(options, new LogView(null), new Progress<string>(), TimeProvider.System, TestContext.Current.CancellationToken)
        ?? throw new InvalidOperationException($"Another process runs a network in {options.Home.Path}.");
}
