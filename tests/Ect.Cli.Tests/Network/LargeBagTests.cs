using System.Numerics;
using Ect.Cli.Running;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Contributions;
using Ect.Protocol.Deals;
using Ect.Protocol.Orders;
using Ect.Protocol.Signing;
using Ect.Sdk;
using Ect.Sdk.Deals;
using Ect.Sdk.Orders;
using Ect.Sdk.Qos;
using Ect.Sdk.Tasks;
using Ect.Testing;

namespace Ect.Cli.Tests.Network;

/// <summary>A bag of many tasks, bought among many offers, at a node that is far away.</summary>
public sealed class LargeBagTests(LocalServices services, ITestOutputHelper output) : IClassFixture<LocalServices>
{
    private const int Offers = 20;
    private const int Tasks = 40;
    private const int Worker = 4;
    private const ulong Never = (1UL << 40) - 1;

    private static readonly Bytes32 Digest = Keccak256.Hash("result");
    private static readonly Bytes32 Salt = Keccak256.Hash("salt");

    private readonly PrivateKey[] _keys = [.. services.Keys.Select(PrivateKey.Parse)];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_bag_is_bought_and_looked_at_by_a_handful_of_messages()
    {
        var (app, pool) = await OfferAsync(Offers);
        await using var node = new FarNode(services.Network, output);
        await using var client = new EctClient(node.Network, _keys[3]);
        await client.VerifyNetworkAsync(Token);

        var (plan, messages) = await node.CountAsync("plan", () => client.PlanAsync(new() { App = app, Pool = pool, Tasks = Tasks, Mode = DealMode.Direct }, Token));
        plan.Price.Should().Be(2 * Tasks, "the cheapest offers are signed on chain");
        messages.Should().BeLessThan(25, "it does not grow with the offers");

        var deal = (await client.BuyAsync(plan, Token)).Deals.Single();
        await WorkAsync(deal, 4, 3, 2);
        (var tasks, messages) = await node.CountAsync("tasks", () => client.Tasks.ListAsync(deal, Token));
        tasks.Select(task => task.Status).Should().Equal(
            [ChainTaskStatus.Completed, ChainTaskStatus.Completed, ChainTaskStatus.Revealing, ChainTaskStatus.Active, .. Enumerable.Repeat(ChainTaskStatus.Unset, Tasks - 4)]);
        messages.Should().BeLessThan(15, "it does not grow with the tasks");
        foreach (var task in tasks)
        {
            task.Should().BeEquivalentTo(await client.Tasks.GetAsync(deal, task.Index, Token));
        }

        var bag = await client.Bags.FindAsync(deal, cancellation: Token);
        (var state, messages) = await node.CountAsync("bag", () => client.Bags.StateAsync(bag, cancellation: Token));
        state.Progress.Completed.Should().Be(2);
        messages.Should().BeLessThan(15, "it does not grow with the blocks");
    }

    [Fact]
    public async Task What_a_run_tells_at_its_end_is_read_by_a_handful_of_messages()
    {
        const int few = 6;
        var (app, pool) = await OfferAsync(offers: 1);
        await using var node = new FarNode(services.Network, output);
        await using var client = new EctClient(node.Network, _keys[3]);
        var plan = await client.PlanAsync(new() { App = app, Pool = pool, Tasks = few, Mode = DealMode.Direct }, Token);
        var purchase = await client.BuyAsync(plan, Token);
        await WorkAsync(purchase.Deals[0], few, few, few);
        var state = await client.Bags.StateAsync(Bag.Of(purchase.Deals), cancellation: Token);

        var (report, messages) = await node.CountAsync("report", () => RunReport.FinishedAsync(client, purchase, PoolChoiceView.Of(plan), state, null!, null, Token));

        report.Tasks!.Select(task => (task.Index, task.Task.Status)).Should().Equal(Enumerable.Range(0, few).Select(index => ((uint)index, ChainTaskStatus.Completed)));
        messages.Should().BeLessThan(10, "it does not grow with the tasks");
    }

    /// <summary>The embedded chain tells of a task's end while it still makes the block whose events say how it ended.</summary>
    [Fact]
    public async Task A_completed_task_is_read_again_until_the_node_shows_what_completed_it()
    {
        const int messagesOfALook = 8; // at most
        var (app, pool) = await OfferAsync(offers: 1);
        await using var node = new FarNode(services.Network, output);
        await using var client = new EctClient(node.Network, _keys[3]);
        var plan = await client.PlanAsync(new() { App = app, Pool = pool, Mode = DealMode.Direct }, Token);
        var deal = (await client.BuyAsync(plan, Token)).Deals.Single();
        await WorkAsync(deal, 1, 1, 1);

        node.HiddenTopic = EctHub.TaskCompletedEvent.Topic.ToString();
        node.Trouble = NodeTrouble.None;
        var reading = client.Tasks.ListAsync(deal, Token);
        await Eventually.HoldsAsync("it has looked once", () => node.Messages > messagesOfALook || reading.IsCompleted, cancellationToken: Token);
        node.HiddenTopic = null;

        (await reading).Single().Should().Match<TaskInfo>(task => task.Status == ChainTaskStatus.Completed && task.Digest == Digest);
    }

    /// <summary>Offers of an app and of a pool with one worker; every other one is signed on chain.</summary>
    private async Task<(BigInteger App, BigInteger Pool)> OfferAsync(int offers)
    {
        var app = (await services.HubOf(1).RegisterAsync(AssetKind.App, "b", Keccak256.Hash("app"), "", ct: Token)).Id;
        var pool = (await services.HubOf(2).RegisterAsync(AssetKind.Pool, "b", Keccak256.Hash("pool"), "", ct: Token)).Id;
        foreach (var account in new[] { 2, 3, Worker })
        {
            await services.HubOf(0).TransferAsync(_keys[account].Address, Units.ParseEther("100"), Token);
            await services.HubOf(account).DepositAsync(Units.ParseEther("50"), ct: Token);
        }

        await services.HubOf(2).OpenRosterAsync(pool, 0, Token);
        await services.HubOf(Worker).TakeSeatAsync(pool, 0, Token);
        await services.AdvanceAsync(1);
        await using var apps = new EctClient(services.Network, _keys[1]);
        await using var pools = new EctClient(services.Network, _keys[2]);
        for (var price = 1; price <= offers; price++)
        {
            await PostAsync(apps, new AppOrder(app, price, 100, Bytes32.Zero, 0, 0, Address.Zero, Never, OrderClient.NewSalt()), price % 2 == 1);
            await PostAsync(pools, new PoolOrder(pool, price, 100, Bytes32.Zero, 0, 3, 0, 50, 0, 0, 0, Address.Zero, Never, OrderClient.NewSalt()), price % 2 == 1);
        }

        return (app, pool);
    }

    private static Task PostAsync(EctClient owner, AppOrder order, bool onChain) => PostAsync(owner, onChain ? OrderJson.Write(owner.Orders.Domain, new SignedAppOrder(order, [])) : owner.Orders.Sign(order), onChain);

    private static Task PostAsync(EctClient owner, PoolOrder order, bool onChain) => PostAsync(owner, onChain ? OrderJson.Write(owner.Orders.Domain, new SignedPoolOrder(order, [])) : owner.Orders.Sign(order), onChain);

    private static async Task PostAsync(EctClient owner, string document, bool onChain)
    {
        if (onChain)
        {
            await owner.Orders.PreSignAsync(OrderSummary.Read(document).Hash, Token);
        }

        await owner.Market.PostAsync(document, Token);
    }

    /// <summary>The first tasks get a commitment each, the first of them are revealed, the first of those completed.</summary>
    private async Task WorkAsync(DealInfo deal, int committed, int revealed, int completed)
    {
        var (scheduler, worker) = (services.HubOf(2), services.HubOf(Worker));
        for (uint index = 0; index < committed; index++)
        {
            var task = deal.TaskAt(index);
            var commitment = Commitment.Of(task, _keys[Worker].Address, ResultHash.OfData(Digest, ResultHash.NoData), Salt);
            await worker.ContributeAsync(deal.Terms, index, commitment, Authorization.Sign(EctDomain.Of(services.Network.Deployment), task, _keys[Worker].Address, _keys[2]), Token);
        }

        for (uint index = 0; index < revealed; index++)
        {
            await scheduler.OpenRevealAsync(deal.Terms, index, Token);
            await worker.RevealAsync(deal.Terms, index, Digest, ResultHash.NoData, Salt, Token);
        }

        for (uint index = 0; index < completed; index++)
        {
            await scheduler.FinalizeAsync(deal.Terms, index, [new Opening(_keys[Worker].Address, Bytes32.Zero, Bytes32.Zero)], new(Digest, false, []), Token);
        }
    }
}
