using System.Diagnostics;
using System.Numerics;
using System.Text.Json;
using Ect.Cli.Home;
using Ect.Cli.Up;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Ethereum.Transactions;
using Ect.Testing;

namespace Ect.EndToEnd.Tests;

public sealed class EthersTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Ethers_deposits_signs_the_four_orders_matches_them_and_reads_the_deal()
    {
        await using var network = await TestNetwork.StartAsync(workers: 1);
        var keys = new[] { "appOwner", "datasetOwner", "poolOwner", "requester" }.ToDictionary(name => name, _ => PrivateKey.Generate());
        await EndowAsync(network.Local, keys.Values);

        var trade = await TradeAsync(network, keys);

        trade.GetProperty("isDeal").GetBoolean().Should().BeTrue();
        var id = trade.GetProperty("dealId").GetString()!;
        trade.GetProperty("hashedDealId").GetString().Should().Be(id);
        var deal = await network.Requester.Deals.GetAsync(Bytes32.Parse(id));
        DealId.Of(deal.Terms).ToString().Should().Be(id, "C# hashes the terms as the hub and ethers do");
        deal.Terms.Size.Should().Be(4);
        deal.Terms.Requester.Should().Be(keys["requester"].Address);
        BigInteger.Parse(trade.GetProperty("requester").GetProperty("locked").GetString()!, System.Globalization.CultureInfo.InvariantCulture)
            .Should().Be(4 * Units.ParseEther("5"));
    }

    private static async Task EndowAsync(LocalNetwork network, IEnumerable<PrivateKey> keys)
    {
        await using var treasury = new TransactionSender(network.Chain, network.Parties.Treasury.Key, network.Network.ChainId);
        var token = new EctToken(network.Network.Deployment.Token);
        foreach (var key in keys)
        {
            await treasury.SendAsync(key.Address, [], Units.ParseEther("10"));
            await treasury.SendAsync(token.Transfer(key.Address, Units.ParseEther("1000")));
        }
    }

    private async Task<JsonElement> TradeAsync(TestNetwork network, Dictionary<string, PrivateKey> keys)
    {
        var start = new ProcessStartInfo("node", [RepositoryRoot.File("tests", "js", "trade.mjs"),
            Path.Combine(network.Folder, "networks", EctHome.LocalNetwork, "network.json"), RepositoryRoot.File("src", "Ect.Contracts", "Artifacts")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ECT_KEYS"] = JsonSerializer.Serialize(keys.ToDictionary(pair => pair.Key, pair => Hex.Encode(pair.Value.ExportSecret())));
        using var node = Process.Start(start)!;
        var errors = node.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var answer = await node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        output.WriteLine(answer);
        node.ExitCode.Should().Be(0, await errors);
        return JsonDocument.Parse(answer).RootElement;
    }
}
