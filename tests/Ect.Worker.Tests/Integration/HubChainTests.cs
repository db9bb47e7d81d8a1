using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Deals;
using Ect.Testing;
using Ect.Worker.Chain;

namespace Ect.Worker.Tests.Integration;

/// <summary>On a chain of their own, since they move its clock.</summary>
public sealed class HubChainTests(TestNetwork network) : IClassFixture<TestNetwork>
{
    private const uint LongestDuration = 3600;

    private static readonly string MonteCarlo = RepositoryRoot.File("samples", "monte-carlo", "monte-carlo.wasm");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>However long a worker was away and however short the chain's blocks are.</summary>
    [Fact]
    public async Task Deals_are_searched_from_the_first_block_whose_deals_may_still_take_contributions()
    {
        var chain = ChainOf(await network.NewWorkerAsync());
        var (deal, _) = await network.BuyAsync(MonteCarlo, category: TestNetwork.LongCategory);
        await network.PassAsync((HubRules.ContributionPeriods * LongestDuration) - 10);
        (await FoundAsync()).Should().ContainSingle().Which.Should().Be(DealId.Of(deal));

        await network.PassAsync(20);
        (await FoundAsync()).Should().BeEmpty();

        async Task<IEnumerable<Bytes32>> FoundAsync() =>
            (await chain.DealsAsync(network.Pool, await chain.FirstOpenBlockAsync(Stop), await chain.BlockNumberAsync(Stop), Stop)).Select(found => found.Id);
    }

    [Fact]
    public async Task A_worker_affords_as_much_gas_as_its_coin_pays_for()
    {
        var price = await network.Client.GasPriceAsync(Stop);
        (await ChainOf(await network.NewWorkerAsync()).AffordableGasAsync(Stop)).Should().BeInRange(Units.ParseEther("1") / price * 4 / 5, Units.ParseEther("1") / price * 6 / 5);
        (await ChainOf(PrivateKey.Generate()).AffordableGasAsync(Stop)).Should().Be(0);
    }

    private HubChain ChainOf(PrivateKey worker) => new(new HubClient(network.Client, network.Deployment), worker.Address);
}
