using System.Numerics;
using Ect.ClassAds.Values;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Ethereum.Rpc;
using Ect.Sdk;
using Ect.Sdk.Matchmaking;
using Ect.Sdk.Orders;
using Ect.Testing;

namespace Ect.Cli.Tests.Network;

/// <summary>Many pools at a node that is far away.</summary>
public sealed class ManyPoolsTests(LocalServices services, ITestOutputHelper output) : IClassFixture<LocalServices>
{
    private const int Pools = 50;
    private const ulong Never = (1UL << 40) - 1;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Fifty_pools_are_searched_and_listed_by_a_handful_of_messages_of_one_block()
    {
        var pools = await PoolsAsync();
        await using var node = new FarNode(services.Network, output);
        await using var client = new EctClient(node.Network);
        await client.Matchmaker.DescriptionAsync(pools[0], Token);

        var (search, messages) = await node.CountAsync("search", () => client.Matchmaker.FindAsync(new() { Requirements = "TARGET.Memory >= 40" }, Token));
        search.Candidates.Should().HaveCount(Pools);
        search.Found.Pool.Should().Be(pools[39]);
        search.Candidates.Count(candidate => candidate.WouldDo).Should().Be(Pools - 39);
        messages.Should().BeLessThan(25, "it does not grow with the pools, up to a hundred");

        (var assets, messages) = await node.CountAsync("list", () => client.Assets.ListAsync(AssetKind.Pool, cancellation: Token));
        assets.Should().HaveCount(Pools).And.OnlyContain(asset => asset.Scheduler == asset.Owner);
        messages.Should().BeLessThan(10);

        (var standing, messages) = await node.CountAsync("standing offers", () => client.Orders.StandingAsync(OrderKind.Pool, cancellation: Token));
        standing.Select(offer => (offer.Summary.Asset, offer.State)).Should().Equal(pools.Select(pool => (pool, OfferState.Open)));
        messages.Should().BeLessThan(10);

        node.Trouble = NodeTrouble.RefusesBatches;
        (await client.Matchmaker.FindAsync(new() { Requirements = "TARGET.Memory >= 40" }, Token)).Found.Pool.Should().Be(pools[39]);
    }

    /// <summary>Pools with offers, each of one MiB and one unit of price more than the one before it.</summary>
    private async Task<IReadOnlyList<BigInteger>> PoolsAsync()
    {
        var hub = services.HubOf(0);
        await hub.DepositAsync(Units.ParseEther("10"), ct: Token);
        var pools = new List<BigInteger>();
        for (var at = 1; at <= Pools; at++)
        {
            var (pool, _) = await hub.RegisterAsync(AssetKind.Pool, "b", Keccak256.Hash($"{at}"), "", ct: Token);
            var order = new PoolOrder(pool, at, 100, Bytes32.Zero, 0, 3, 0, 1, 0, 0, 0, Address.Zero, Never, Bytes32.Zero);
            await hub.PreSignAsync(await services.Eth.CallAsync(hub.Hub.HashPoolOrder(order), cancellationToken: Token), Token);
            await hub.OfferAsync(order, Token);
            await hub.DescribePoolAsync(pool, [new("Memory", AttributeKind.Integer, at, "")], Token);
            pools.Add(pool);
        }

        return pools;
    }
}
