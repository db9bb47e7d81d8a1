using System.Text.Json.Nodes;
using Ect.Cli.Up;

namespace Ect.EndToEnd.Tests;

/// <summary>Orders that were altered, are for elsewhere, too late, used up or cancelled, or that do not fit: refused by board and hub.</summary>
[Collection(NetworkOfMistakes.Name)]
public sealed class BadInputOrderTests(SharedNetwork shared)
{
    private TestNetwork Network => shared.Network;

    [Theory]
    [InlineData("app", "price", "1")]
    [InlineData("app", "volume", 1000000)]
    [InlineData("app", "salt", "0x0000000000000000000000000000000000000000000000000000000000000001")]
    [InlineData("pool", "price", "1")]
    [InlineData("pool", "trust", 16)]
    [InlineData("pool", "workerStake", "0")]
    [InlineData("request", "poolMaxPrice", "9000000000000000000")]
    [InlineData("request", "volume", 1000)]
    [InlineData("request", "mode", 2)]
    [InlineData("request", "value", "1")]
    [InlineData("request", "params", "{\"args\":[\"other\"]}")]
    public Task An_order_altered_after_signing_is_worth_nothing(string kind, string field, object value) => Network.WithoutMoneyMovingAsync(async () =>
    {
        var orders = await SignAllAsync();
        var altered = JsonNode.Parse(await File.ReadAllTextAsync(orders[kind]))!;
        altered["order"]!.AsObject().ContainsKey(field).Should().BeTrue($"{altered} has the field");
        altered["order"]![field] = value is int number ? number : (string)value;
        orders[kind] = Network.NewFile(altered.ToJsonString());

        (await Network.EctAsync("order", "post", orders[kind])).ShouldFail(1, "order_refused", "altered");
        (await MatchAsync(orders)).ShouldFail(4, "InvalidSignature");
    });

    [Fact]
    public Task An_order_for_another_chain_or_hub_is_refused() => Network.WithoutMoneyMovingAsync(async () =>
    {
        foreach (var (member, value) in new (string, JsonNode)[] { ("chainId", 1), ("hub", "0x00000000000000000000000000000000000000ff") })
        {
            var orders = await SignAllAsync();
            var document = JsonNode.Parse(await File.ReadAllTextAsync(orders["app"]))!;
            document.AsObject().ContainsKey(member).Should().BeTrue($"{document} has it");
            document[member] = value.DeepClone();
            orders["app"] = Network.NewFile(document.ToJsonString());

            (await Network.EctAsync("order", "post", orders["app"])).ShouldFail(2, "invalid_file", "hub", value.ToString());
            (await MatchAsync(orders)).ShouldFail(2, "invalid_file", "hub", value.ToString());
            using var http = new HttpClient { BaseAddress = Network.Local.Network.Market };
            using var answer = await http.PostAsync(new Uri("orders", UriKind.Relative), new StringContent(document.ToJsonString()));
            ((int)answer.StatusCode).Should().Be(422);
            (await answer.Content.ReadAsStringAsync()).Should().Contain("wrong_hub");
        }
    });

    [Fact]
    public Task An_expired_order_is_refused() => Network.WithoutMoneyMovingAsync(async () =>
    {
        var orders = await SignAllAsync(appOptions: ["--expires-in", "1s"]);
        EctOutcome posted = null!;
        await Testing.Eventually.HoldsAsync("the order has expired", async () => (posted = await Network.EctAsync("order", "post", orders["app"])).ExitCode != 0);
        posted.ShouldFail(1, "order_refused", "expired", "OrderExpired");
        (await MatchAsync(orders)).ShouldFail(4, "OrderExpired");
    });

    [Fact]
    public Task A_cancelled_order_is_refused() => Network.WithoutMoneyMovingAsync(async () =>
    {
        var orders = await SignAllAsync();
        (await Network.EctAsync("order", "cancel", orders["app"])).ShouldFail(2, "invalid_value");
        (await Network.EctAsync("order", "cancel", orders["app"], "--wallet", "app-owner")).ShouldSucceed();
        (await Network.EctAsync("order", "post", orders["app"])).ShouldFail(1, "order_refused", "cancelled", "OrderExhausted");
        (await MatchAsync(orders)).ShouldFail(4, "OrderExhausted");
    });

    [Fact]
    public async Task A_used_up_order_buys_nothing_more()
    {
        var orders = await SignAllAsync(appOptions: ["--volume", "1"]);
        var deal = (string)(await MatchAsync(orders)).ShouldSucceed().Document["id"]!;
        orders["request"] = (await SignAllAsync())["request"];
        (await MatchAsync(orders)).ShouldFail(4, "OrderExhausted");
        (await Network.EctAsync("deal", "watch", deal, "--timeout", "2m")).ShouldSucceed();
        (await Network.EctAsync("task", "show", $"{deal}:1")).ShouldFail(3, "task_not_found", "1");
        (await Network.AccountAsync(Network.Local.Parties.Requester)).Locked.Should().Be(0);
    }

    [Fact]
    public Task Orders_that_do_not_fit_are_not_matched() => Network.WithoutMoneyMovingAsync(async () =>
    {
        (await MatchAsync(await SignAllAsync(requestOptions: ["--app-max-price", "0.4"]))).ShouldFail(4, "PriceTooHigh");
        (await MatchAsync(await SignAllAsync(requestOptions: ["--trust", "9"]))).ShouldFail(4, "TrustTooHigh");
        (await MatchAsync(await SignAllAsync(requestOptions: ["--category", "1"]))).ShouldFail(4, "CategoryMismatch");
        (await MatchAsync(await SignAllAsync(requestOptions: ["--value", "6.1"]))).ShouldFail(4, "TrustTooHigh");
        (await MatchAsync(await SignAllAsync(poolOptions: ["--worker-stake", "0"], requestOptions: ["--value", "0.1"]))).ShouldFail(4, "NothingAtStake");
        (await MatchAsync(await SignAllAsync(poolFlags: ["--private"]))).ShouldFail(4, "PrivatePool");
    });

    [Fact]
    public Task Only_the_owner_offers_and_only_orders_are_posted() => Network.WithoutMoneyMovingAsync(async () =>
    {
        (await Network.EctAsync("order", "sign", "app", "monte-carlo", "--price", "0.1")).ShouldFail(2, "invalid_value", Network.Local.Parties.AppOwner.Address.ToString());
        (await Network.EctAsync("order", "post", Network.NewFile("{ not json"))).ShouldFail(2, "invalid_file");
        (await Network.EctAsync("order", "post", Network.NewFile("{}"))).ShouldFail(2, "invalid_file");
        (await Network.EctAsync("order", "post", "/nowhere/order.json")).ShouldFail(3, "order_not_found", "/nowhere/order.json");
    });

    private Task<EctOutcome> MatchAsync(Dictionary<string, string> orders) =>
        Network.EctAsync("order", "match", "--app", orders["app"], "--pool", orders["pool"], "--request", orders["request"]);

    /// <summary>Files with fresh orders that match unless options say otherwise; later options win.</summary>
    private async Task<Dictionary<string, string>> SignAllAsync(string[]? appOptions = null, string[]? requestOptions = null, string[]? poolOptions = null, string[]? poolFlags = null)
    {
        var orders = new[] { "app", "pool", "request" }.ToDictionary(kind => kind, _ => Network.NewPath());
        string[] With(string[] defaults, string[]? chosen) =>
            [.. Enumerable.Range(0, defaults.Length / 2).Where(i => chosen?.Contains(defaults[2 * i]) != true).SelectMany(i => defaults.AsSpan(2 * i, 2).ToArray()), .. chosen ?? []];

        await Task.WhenAll(
            SignAsync("app", "app-owner", ["monte-carlo", .. With(["--price", "0.5", "--volume", "5"], appOptions)]),
            SignAsync("pool", "pool-owner", ["local", .. With(["--price", "3", "--worker-stake", "2", "--trust", "3"], poolOptions), .. poolFlags ?? []]),
            SignAsync("request", "default", ["monte-carlo", "--pool", "local", "--pool-max-price", "3", .. With(["--app-max-price", "0.5", "--category", "0"], requestOptions)]));
        return orders;

        async Task SignAsync(string kind, string wallet, string[] arguments) =>
            (await Network.EctAsync(["order", "sign", kind, .. arguments, "--wallet", wallet, "--out", orders[kind]])).ShouldSucceed();
    }
}
