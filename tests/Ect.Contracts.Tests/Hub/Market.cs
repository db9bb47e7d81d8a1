using System.Numerics;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Contributions;
using Ect.Protocol.Orders;

namespace Ect.Contracts.Tests.Hub;

/// <summary>Assets, orders and contributions of one test, distinct from those of every other test.</summary>
internal sealed class Market(HubFixture fixture)
{
    private const ulong Never = (1UL << 40) - 1;
    private readonly string _name = Guid.NewGuid().ToString("n");

    public BigInteger App { get; private set; }

    public BigInteger Dataset { get; private set; }

    public BigInteger Pool { get; private set; }

    public static async Task<Market> OpenAsync(HubFixture fixture)
    {
        var market = new Market(fixture);
        market.App = await market.RegisterAsync(AssetKind.App, fixture.AppOwner);
        market.Dataset = await market.RegisterAsync(AssetKind.Dataset, fixture.DatasetOwner);
        market.Pool = await market.RegisterAsync(AssetKind.Pool, fixture.PoolOwner);
        await fixture.HubOf(fixture.PoolOwner).OpenRosterAsync(market.Pool, 0);
        return market;
    }

    public async Task<BigInteger> RegisterAsync(AssetKind kind, PrivateKey owner) =>
        (await fixture.HubOf(owner).RegisterAsync(kind, "b" + _name, Keccak256.Hash(_name), "")).Id;

    public SignedAppOrder AppOrder(BigInteger? price = null) =>
        new AppOrder(App, price ?? 10, 100, Bytes32.Zero, 0, 0, Address.Zero, Never, Salt()).Sign(fixture.Domain, fixture.AppOwner);

    public SignedDatasetOrder DatasetOrder() =>
        new DatasetOrder(Dataset, 5, 100, Bytes32.Zero, 0, 0, Address.Zero, Never, Salt()).Sign(fixture.Domain, fixture.DatasetOwner);

    public SignedPoolOrder PoolOrder() =>
        new PoolOrder(Pool, 100, 100, Bytes32.Zero, 0, 10, 0, 50, 1000, 0, 0, Address.Zero, Never, Salt()).Sign(fixture.Domain, fixture.PoolOwner);

    public SignedRequestOrder RequestOrder(uint tasks = 2, ushort trust = 3, bool withDataset = true) =>
        new RequestOrder(App, 10, withDataset ? Dataset : 0, 5, 0, 100, fixture.Requester.Address, fixture.Requester.Address, Address.Zero, tasks, Bytes32.Zero, 0, trust, 0, 0, "{\"args\":[\"a\"]}", Never, Salt())
            .Sign(fixture.Domain, fixture.Requester);

    /// <summary>Seats the workers and makes a deal.</summary>
    public async Task<MatchedDeal> MatchAsync(uint tasks = 2, ushort trust = 3)
    {
        await SeatAsync();
        return await fixture.HubOf(fixture.Requester).MatchOrdersAsync(AppOrder(), DatasetOrder(), PoolOrder(), RequestOrder(tasks, trust), TestContext.Current.CancellationToken);
    }

    /// <summary>Gives four workers seats in the pool, from wherever they sit: so few are drawn for every task of deals made from now on.</summary>
    public async Task SeatAsync()
    {
        foreach (var worker in fixture.Workers.Take(4))
        {
            await fixture.SeatAsync(worker, Pool);
        }

        await fixture.PassAsync(await fixture.HubOf(fixture.Requester).NowAsync());
    }

    /// <summary>Each worker commits to its digest; returns the openings in the order finalize wants.</summary>
    public async Task<IReadOnlyList<Opening>> ContributeAsync(MatchedDeal deal, uint index, params (PrivateKey Worker, Bytes32 Digest)[] votes)
    {
        var task = TaskId.Of(deal.Id, index);
        var openings = new List<Opening>();
        foreach (var (worker, digest) in votes)
        {
            var opening = new Opening(worker.Address, ResultHash.Of(digest, null), Commitment.NewSalt());
            var authorization = Authorization.Sign(fixture.Domain, task, worker.Address, fixture.PoolOwner);
            await fixture.HubOf(worker).ContributeAsync(deal.Deal, index, Commitment.Of(task, opening), authorization, TestContext.Current.CancellationToken);
            openings.Add(opening);
        }

        return [.. openings.OrderBy(o => o.Worker)];
    }

    private static Bytes32 Salt() => Commitment.NewSalt();
}
