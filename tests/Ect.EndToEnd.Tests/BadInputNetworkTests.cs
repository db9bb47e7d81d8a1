using System.Diagnostics;
using Ect.Cli.Up;
using Ect.Testing;

namespace Ect.EndToEnd.Tests;

/// <summary>Services that are away, are others than they should be, or whose place is taken.</summary>
[Collection(NetworkOfMistakes.Name)]
public sealed class BadInputNetworkTests(SharedNetwork shared)
{
    // Port 1 is reserved and nobody listens there.
    private const string Dead = "http://127.0.0.1:1/";

    private TestNetwork Network => shared.Network;

    [Theory]
    [InlineData("wallet balance")]
    [InlineData("wallet deposit 1")]
    [InlineData("run monte-carlo")]
    [InlineData("deal list")]
    [InlineData("scheduler start --pool local --wallet pool-owner")]
    public Task A_chain_that_is_down_is_named(string command) => Network.WithoutMoneyMovingAsync(async () =>
        (await EctAsync(command, network => network["rpc"] = Dead)).ShouldFail(5, "chain_unreachable", new Uri(Dead).Authority));

    [Fact]
    public Task A_node_that_is_no_node_is_named() => Network.WithoutMoneyMovingAsync(async () =>
        (await EctAsync("wallet balance", network => network["rpc"] = Network.Local.Network.Market.ToString())).ShouldFail(5, "chain_unreachable", Network.Local.Network.Market.Authority));

    [Theory]
    [InlineData("wallet deposit 1")]
    [InlineData("run monte-carlo")]
    [InlineData("app list")]
    [InlineData("worker start --pool local --wallet worker-1")]
    [InlineData("scheduler start --pool local --wallet pool-owner")]
    public Task Another_chain_than_the_networks_is_refused(string command) => Network.WithoutMoneyMovingAsync(async () =>
        (await EctAsync(command, network => (network["chainId"], network["deployment"]!["chainId"]) = (31338, 31338))).ShouldFail(5, "wrong_chain", "31338", "31337"));

    [Fact]
    public Task A_chain_without_the_hub_is_refused() => Network.WithoutMoneyMovingAsync(async () =>
        (await EctAsync("wallet deposit 1", network => network["deployment"]!["hub"] = "0x00000000000000000000000000000000000000ff")).ShouldFail(5, "wrong_chain", "0x00000000000000000000000000000000000000ff"));

    [Fact]
    public Task A_network_file_that_is_none_is_named() => Network.WithoutMoneyMovingAsync(async () =>
    {
        (await EctAsync("deal list", network => network["chainId"] = 31338)).ShouldFail(2, "invalid_file", "31338", "31337");
        (await EctAsync("deal list", network => network["rpc"] = "ftp://example.org")).ShouldFail(2, "invalid_file", "ftp://example.org");
        (await EctAsync("deal list", network => network.AsObject().Remove("deployment"))).ShouldFail(2, "invalid_file", "deployment");
        (await EctAsync("deal list", network => network["deployment"]!.AsObject().Remove("offers"))).ShouldFail(2, "invalid_file", "no 'offers'", "older", "`ect up` begins anew");
        (await Network.EctAsync("deal", "list", "--network", Network.NewFile("{ not json"))).ShouldFail(2, "invalid_file");
    });

    [Fact]
    public Task An_order_board_that_is_down_is_named() => Network.WithoutMoneyMovingAsync(async () =>
    {
        (await EctAsync("run monte-carlo", network => network["market"] = Dead)).ShouldFail(5, "market_unreachable", Dead);
        (await EctAsync("order list app", network => network["market"] = Dead)).ShouldFail(5, "market_unreachable", Dead);
        (await EctAsync("order list app", network => network["market"] = Network.Local.Network.Content.ToString())).ShouldFail(5, "market_unreachable", Network.Local.Network.Content.ToString());
    });

    [Fact]
    public Task A_content_store_that_is_down_is_named_and_nothing_is_registered() => Network.WithoutMoneyMovingAsync(async () =>
    {
        var before = (await Network.EctAsync("app", "list")).ShouldSucceed().Output;
        var app = RepositoryRoot.File("samples", "hostile", "network.wasm");
        (await EctAsync($"app publish {app} --name unreachable", network => network["content"] = Dead)).ShouldFail(5, "content_unreachable", Dead);
        (await EctAsync($"run monte-carlo --input x={app}", network => network["content"] = Dead)).ShouldFail(5, "content_unreachable", Dead);
        (await Network.EctAsync("app", "list")).ShouldSucceed().Output.Should().Be(before);
    });

    [Fact]
    public async Task A_scheduler_that_is_down_is_named() =>
        (await Network.EctAsync("scheduler", "status", "--url", Dead)).ShouldFail(5, "scheduler_unreachable", Dead);

    [Fact]
    public async Task A_scheduler_needs_the_wallet_of_its_pool() =>
        (await Network.EctAsync("scheduler", "start", "--pool", "local", "--data", Network.NewPath())).ShouldFail(2, "invalid_value", Network.Local.Parties.Requester.Address.ToString());

    [Fact]
    public async Task A_port_that_is_taken_is_named()
    {
        var (content, market) = (Network.Local.Network.Content.ToString(), Network.Local.Network.Market.ToString());
        (await Network.EctAsync("content", "start", "--data", Network.NewPath())).ShouldFail(1, "port_taken", Port(content));
        (await Network.EctAsync("market", "start", "--data", Network.NewPath())).ShouldFail(1, "port_taken", Port(market));
        (await Network.EctAsync("scheduler", "start", "--pool", "local", "--wallet", "pool-owner", "--data", Network.NewPath(), "--listen", content, "--status-listen", "http://127.0.0.1:0"))
            .ShouldFail(1, "port_taken", Port(content));
    }

    [Fact]
    public async Task A_data_folder_serves_one_process()
    {
        var folders = Network.Folders();
        (await Network.EctAsync("worker", "start", "--pool", "local", "--wallet", "worker-1", "--data", folders.Of("worker-1"))).ShouldFail(2, "invalid_value", folders.Of("worker-1"));
        (await Network.EctAsync("scheduler", "start", "--pool", "local", "--wallet", "pool-owner", "--data", folders.Of("scheduler"), "--listen", "http://127.0.0.1:0", "--status-listen", "http://127.0.0.1:0"))
            .ShouldFail(1, "storage_failed", folders.Of("scheduler"));
        (await Network.EctAsync("wallet", "balance")).ShouldSucceed();
    }

    private Task<EctOutcome> EctAsync(string command, Action<System.Text.Json.Nodes.JsonNode> edit) =>
        Network.EctAsync([.. command.Split(' '), "--network", Network.EditedNetwork(edit)]);

    private static string Port(string url) => new Uri(url).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
