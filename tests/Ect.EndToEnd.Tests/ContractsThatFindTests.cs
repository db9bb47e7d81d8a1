using System.Numerics;
using System.Text.Json.Nodes;
using Ect.Cli.Up;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Sdk.Assets;

namespace Ect.EndToEnd.Tests;

/// <summary>An owner describes its pool on chain, a contract finds it there by requirements, buys, and has the answer: no server is asked.</summary>
[Collection(RunningNetwork.Name)]
public sealed class ContractsThatFindTests(SharedNetwork shared)
{
    private const string Wanted = "TARGET.Workers >= 2 && TARGET.Memory >= 64 && TARGET.Region == \"lab\"";

    private TestNetwork Network => shared.Network;

    [Fact]
    public async Task A_contract_finds_its_pool_buys_from_it_and_has_the_answer()
    {
        await StandAsync("app", "monte-carlo", "app-owner", "--price", "0.5");
        await StandAsync("pool", "local", "pool-owner", "--price", "3", "--worker-stake", "2", "--trust", "3");
        var described = await DescribeAsync("--from-workers", "--set", "Region=Lab");
        Value(described, "Workers").Should().Be($"{Network.Local.Parties.Workers.Count}", "so many are connected");
        int.Parse(Value(described, "Memory"), System.Globalization.CultureInfo.InvariantCulture).Should().BeGreaterThan(64);

        var found = (await Network.EctAsync("pool", "find", "--requirements", Wanted, "--app", "monte-carlo")).ShouldSucceed().Document;
        var pool = AssetId.Parse((string)found["found"]!["pool"]!["id"]!);
        pool.Should().Be(Network.Local.Pool);
        var program = (string)(await Network.EctAsync("classad", "compile", Wanted)).ShouldSucceed().Document["program"]!;
        program.Should().Be((string)found["program"]!);

        await using var oracle = await Oracle.DeployFinderAsync(Network, Network.Local.Samples[SampleShop.MonteCarlo], 2, program);
        var before = await oracle.AskersTokensAsync();
        var task = await oracle.AskAnyPoolAsync(Units.ParseEther("4"), """{"args":["200000","7"]}""");
        var named = await oracle.AskAnyPoolAsync(Units.ParseEther("4"), """{"args":["200000","7"]}""", pool);
        task.Deal.Terms.Pool.Should().Be(pool);
        await oracle.HasAsync(task, RequestStatus.Done);
        await oracle.HasAsync(named, RequestStatus.Done);

        var answer = await oracle.AnswerAsync(task);
        ((double)new BigInteger(answer, isUnsigned: true, isBigEndian: true) / 1e18).Should().BeApproximately(Math.PI, 0.02);
        (await oracle.AnswerAsync(named)).Should().Equal(answer);
        (before - await oracle.AskersTokensAsync()).Should().Be(Units.ParseEther("7"), "who asks pays, and no more than it costs");
        await oracle.KeepsNothingAsync();
    }

    [Fact]
    public async Task Where_no_pool_does_nothing_is_bought_and_the_reason_can_be_asked_for()
    {
        await StandAsync("app", "monte-carlo", "app-owner", "--price", "0.5");
        const string Mars = "TARGET.Region == \"mars\"";
        var none = await Network.EctAsync("pool", "find", "--requirements", Mars);
        none.ExitCode.Should().Be(3);
        ((string)none.Document["candidates"]![0]!["whyNot"]![0]!).Should().Contain(Mars);
        var program = (string)(await Network.EctAsync("classad", "compile", Mars)).ShouldSucceed().Document["program"]!;
        await using var oracle = await Oracle.DeployFinderAsync(Network, Network.Local.Samples[SampleShop.MonteCarlo], 1, program);

        var ask = () => oracle.AskAnyPoolAsync(Units.ParseEther("4"), "{}");

        (await ask.Should().ThrowAsync<RevertException>()).Which.ErrorName.Should().Be("NoPool");
        await oracle.KeepsNothingAsync();
    }

    private static string Value(JsonNode described, string name) => (string)described["attributes"]!.AsArray().Single(one => (string)one!["name"]! == name)!["value"]!;

    private async Task<JsonNode> DescribeAsync(params string[] what) =>
        (await Network.EctAsync(["pool", "describe", "local", .. what, "--wallet", "pool-owner"])).ShouldSucceed().Document;

    private async Task StandAsync(string kind, string asset, string wallet, params string[] terms) =>
        (await Network.EctAsync(["order", "stand", kind, asset, .. terms, "--volume", "100", "--wallet", wallet])).ShouldSucceed();
}
