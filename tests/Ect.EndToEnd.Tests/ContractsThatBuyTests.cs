using System.Numerics;
using System.Text.Json.Nodes;
using Ect.Cli.Up;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Deals;
using Ect.Sdk.Assets;
using Ect.Testing;

namespace Ect.EndToEnd.Tests;

/// <summary>Owners put offers on chain, a contract buys against them, workers compute, and the contract has the answer.</summary>
[Collection(RunningNetwork.Name)]
public sealed class ContractsThatBuyTests(SharedNetwork shared)
{
    // Writes 4,096 bytes to callback.bin: more than a callback's 200,000 gas can store.
    private const string LargeAnswer = """
        (module
          (import "wasi_snapshot_preview1" "path_open" (func $open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
          (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
          (memory (export "memory") 1)
          (data (i32.const 0) "callback.bin")
          (func (export "_start")
            (memory.fill (i32.const 4096) (i32.const 7) (i32.const 4096))
            (i32.store (i32.const 16) (i32.const 4096))
            (i32.store (i32.const 20) (i32.const 4096))
            (if (call $open (i32.const 4) (i32.const 0) (i32.const 0) (i32.const 12) (i32.const 1) (i64.const 64) (i64.const 0) (i32.const 0) (i32.const 32))
              (then unreachable))
            (if (call $write (i32.load (i32.const 32)) (i32.const 16) (i32.const 1) (i32.const 40)) (then unreachable))))
        """;

    private TestNetwork Network => shared.Network;

    public static TheoryData<ushort> BothPaths() => [0, DealMode.Direct];

    [Theory]
    [InlineData(0, true)]
    [InlineData(DealMode.Direct, false)]
    public async Task A_contract_buys_what_stands_on_chain_and_is_called_back_with_the_answer(ushort mode, bool withDataset)
    {
        await StandAsync("app", "monte-carlo", "app-owner", "--price", "0.5", "--volume", "100");
        await StandAsync("dataset", SampleShop.ExchangeRates, "dataset-owner", "--price", "0.25", "--volume", "100");
        await StandPoolAsync();
        await using var oracle = await Oracle.DeployAsync(Network);
        BigInteger? dataset = withDataset ? Network.Local.Samples[SampleShop.ExchangeRates] : null;
        var before = await oracle.AskersTokensAsync();

        var task = await oracle.AskAsync(Network.Local.Samples[SampleShop.MonteCarlo], dataset, mode, 2, """{"args":["200000","7"]}""");
        await oracle.HasAsync(task, RequestStatus.Done);

        var answer = await oracle.AnswerAsync(task);
        ((double)new BigInteger(answer, isUnsigned: true, isBigEndian: true) / 1e18).Should().BeApproximately(Math.PI, 0.02);
        var folder = Network.NewPath();
        (await Network.EctAsync("task", "result", $"{task.Id}", "--out", folder)).ShouldSucceed();
        answer.Should().Equal(await File.ReadAllBytesAsync(Path.Combine(folder, "callback.bin"), TestContext.Current.CancellationToken), "the contract has what its workers agreed on");
        (before - await oracle.AskersTokensAsync()).Should().Be(Units.ParseEther(withDataset ? "3.75" : "3.5"), "who asks pays");
        var deals = (await Network.EctAsync("deal", "list", "--requester", $"{oracle.Address}")).ShouldSucceed().Document["deals"]!.AsArray();
        ((string)deals.Single()!["id"]!).Should().Be($"{task.Deal.Id}");
        (await Network.EctAsync("task", "pull", $"{task.Deal.Id}:0")).ShouldSucceed().Document["status"]!.ToString().Should().Be("done");
        (await Network.EctAsync("task", "retry-callback", $"{task.Id}")).ShouldFail(1, "task_not_ready", "no callback");
        (await Network.EctAsync("task", "refund", $"{task.Id}")).ShouldFail(1, "task_not_ready", "has its result");
        await oracle.KeepsNothingAsync();
    }

    [Theory]
    [MemberData(nameof(BothPaths))]
    public async Task An_answer_too_large_for_a_callback_is_pulled_with_its_proof(ushort mode)
    {
        var file = Path.Combine(Network.Folder, "large-answer.wasm");
        await File.WriteAllBytesAsync(file, Wasmtime.Module.ConvertText(LargeAnswer), TestContext.Current.CancellationToken);
        var app = await PublishAsync(file, "large-answer");
        await StandPoolAsync();
        await using var oracle = await Oracle.DeployAsync(Network);

        var task = await oracle.AskAsync(app, null, mode, 2, "{}");
        await Network.EndOfAsync(task.Deal, TimeSpan.FromMinutes(2));
        (await Network.EctAsync("task", "show", $"{task.Id}")).ShouldSucceed().Document["callbackPending"]!.GetValue<bool>().Should().BeTrue();
        (await Network.EctAsync("task", "retry-callback", $"{task.Id}")).ExitCode.Should().Be(1, "it fails again");
        (await Network.EctAsync("task", "refund", $"{task.Id}")).ShouldFail(4, "HasResult");

        (await Network.EctAsync("task", "pull", $"{task.Id}")).ShouldSucceed().Document["status"]!.ToString().Should().Be("done");

        (await oracle.AnswerAsync(task)).Should().HaveCount(4096).And.OnlyContain(value => value == 7);
        await oracle.KeepsNothingAsync();
    }

    [Theory]
    [MemberData(nameof(BothPaths))]
    public async Task An_application_that_fails_refunds_its_price_to_who_asked(ushort mode)
    {
        var app = await PublishAsync(RepositoryRoot.File("samples", "hostile", "hostile.wasm"), "hostile");
        await StandPoolAsync();
        await using var oracle = await Oracle.DeployAsync(Network);
        var before = await oracle.AskersTokensAsync();

        var task = await oracle.AskAsync(app, null, mode, 2, """{"args":["exit"]}""");
        await Network.EndOfAsync(task.Deal, TimeSpan.FromMinutes(2));
        (await Network.EctAsync("task", "pull", $"{task.Id}")).ShouldSucceed().Document["status"]!.ToString().Should().Be("failed");

        (before - await oracle.AskersTokensAsync()).Should().Be(SampleShop.PoolPrice, "the workers did the work, the app's price came back");
        await oracle.KeepsNothingAsync();
    }

    [Fact]
    public async Task Offers_on_chain_are_shown_replaced_and_withdrawn()
    {
        var app = await PublishAsync(RepositoryRoot.File("samples", "hostile", "network.wasm"), "fickle", price: "2");
        await StandPoolAsync();
        var first = Offer((await Network.EctAsync("order", "standing", "app", "fickle")).ShouldSucceed());
        ((string)first["state"]!).Should().Be("open");

        var second = await StandAsync("app", "fickle", "app-owner", "--price", "1", "--volume", "5");
        var shown = Offer((await Network.EctAsync("order", "standing", "app", "fickle")).ShouldSucceed());
        ((string)shown["order"]!["hash"]!).Should().Be((string)second["order"]!["hash"]!);
        ((string)shown["order"]!["price"]!).Should().Be("1");
        ((string)shown["order"]!["remaining"]!).Should().Be("5");
        (await ConsumedAsync(first)).Should().Be((BigInteger)uint.MaxValue, "an offer that was replaced is worth nothing to anybody");
        (await Network.EctAsync("order", "standing")).ShouldSucceed().Document["offers"]!.AsArray().Select(offer => (string)offer!["order"]!["kind"]!).Should().Contain(["app", "pool"]);

        (await Network.EctAsync("order", "withdraw", "app", "fickle")).ShouldFail(2, "invalid_value", Network.Local.Parties.AppOwner.Address.ToString());
        (await Network.EctAsync("order", "withdraw", "app", "fickle", "--wallet", "app-owner")).ShouldSucceed();
        ((string)Offer((await Network.EctAsync("order", "standing", "app", "fickle")).ShouldSucceed())["state"]!).Should().Be("withdrawn");
        await using var oracle = await Oracle.DeployAsync(Network);
        var ask = () => oracle.AskAsync(app, null, 0, 1, "{}");
        (await ask.Should().ThrowAsync<RevertException>()).Which.ErrorName.Should().Be("OrderExhausted");
    }

    [Fact]
    public Task Only_an_owner_offers_and_only_what_stands_is_withdrawn() => Network.WithoutMoneyMovingAsync(async () =>
    {
        (await Network.EctAsync("order", "stand", "app", "monte-carlo", "--price", "1")).ShouldFail(2, "invalid_value", Network.Local.Parties.AppOwner.Address.ToString());
        (await Network.EctAsync("order", "withdraw", "app", SampleShop.PriceClusters, "--wallet", "app-owner")).ShouldFail(3, "order_not_found", "stands on chain");
    });

    [Fact]
    public async Task Who_bought_with_a_wallet_has_nothing_to_pull_or_refund()
    {
        var deal = await Network.BuyAsync(0, Network.Local.Samples[SampleShop.MonteCarlo], null, 1, 1);
        (await Network.EctAsync("task", "pull", $"{deal.Id}:0")).ShouldFail(2, "invalid_value", Network.Local.Parties.Requester.Address.ToString());
        (await Network.EctAsync("task", "refund", $"{deal.Id}:0")).ShouldFail(2, "invalid_value", Network.Local.Parties.Requester.Address.ToString());
        await Network.EndOfAsync(deal, TimeSpan.FromMinutes(2));
    }

    private static JsonNode Offer(EctOutcome standing) => standing.Document["offers"]!.AsArray().Single()!;

    private async Task<BigInteger> ConsumedAsync(JsonNode offer) =>
        await Network.Requester.Orders.ConsumedAsync(Network.Local.Parties.AppOwner.Address, Bytes32.Parse((string)offer["order"]!["hash"]!));

    private Task<JsonNode> StandPoolAsync() => StandAsync("pool", "local", "pool-owner", "--price", "3", "--worker-stake", "2", "--trust", "3", "--volume", "100");

    private async Task<JsonNode> StandAsync(string kind, string asset, string wallet, params string[] terms) =>
        (await Network.EctAsync(["order", "stand", kind, asset, .. terms, "--wallet", wallet])).ShouldSucceed().Document;

    private async Task<BigInteger> PublishAsync(string file, string name, string price = "0.5")
    {
        var asset = (await Network.EctAsync("app", "publish", file, "--name", name, "--wallet", "app-owner")).ShouldSucceed().Document["asset"]!;
        await StandAsync("app", name, "app-owner", "--price", price, "--volume", "100");
        return AssetId.Parse((string)asset["id"]!);
    }
}
