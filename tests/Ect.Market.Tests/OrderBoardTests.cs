using System.Numerics;
using System.Text.Json;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Orders;

namespace Ect.Market.Tests;

public sealed class OrderBoardTests(MarketFixture market) : IClassFixture<MarketFixture>
{
    [Fact]
    public async Task A_signed_order_is_taken_once_and_found_by_its_hash()
    {
        var app = await market.NewAppAsync("taken-once");
        var document = Signed(market.AppOrder(app, "1.5"));

        var first = await market.PostAsync(document);
        var second = await market.PostAsync(document);

        first.Status.Should().Be(201);
        first.Body.GetProperty("isNew").GetBoolean().Should().BeTrue();
        second.Status.Should().Be(200);
        second.Body.GetProperty("isNew").GetBoolean().Should().BeFalse();
        var hash = OrderSummary.Read(document).Hash.ToString();
        first.Body.GetProperty("hash").GetString().Should().Be(hash);
        var found = await market.GetAsync($"/orders/{hash}");
        found.Status.Should().Be(200);
        found.Body.GetProperty("signer").GetString().Should().Be(market.Owner.Address.ToString());
        found.Body.GetProperty("remaining").GetInt64().Should().Be(10);
        OrderSummary.Read(found.Body.GetProperty("document").GetRawText()).Hash.ToString().Should().Be(hash);
    }

    [Fact]
    public async Task Offers_are_listed_cheapest_first_in_pages_that_miss_none_and_repeat_none()
    {
        var app = await market.NewAppAsync("pages");
        string[] prices = ["30", "2", "0.1", "11", "0", "2", "1000000"];
        foreach (var price in prices)
        {
            (await market.PostAsync(Signed(market.AppOrder(app, price)))).Status.Should().Be(201);
        }

        var listed = new List<string>();
        var after = "";
        do
        {
            var page = (await market.GetAsync($"/orders?kind=app&asset={Id(app)}&limit=3{after}")).Body;
            listed.AddRange(page.GetProperty("orders").EnumerateArray().Select(order => order.GetProperty("document").GetProperty("order").GetProperty("price").GetString()!));
            after = page.GetProperty("next").GetString() is { } next ? $"&after={next}" : "";
        }
        while (after.Length > 0);

        listed.Select(price => Units.FormatEther(BigInteger.Parse(price, System.Globalization.CultureInfo.InvariantCulture))).Should().Equal("0", "0.1", "2", "2", "11", "30", "1000000");
    }

    [Fact]
    public async Task Requests_are_listed_by_what_they_pay_the_highest_first()
    {
        var app = await market.NewAppAsync("requests");
        foreach (var price in new[] { "1", "5", "0.5" })
        {
            var order = Request(app, price);
            (await market.PostAsync(OrderJson.Write(market.Domain, order.Sign(market.Domain, market.Buyer)))).Status.Should().Be(201);
        }

        var page = (await market.GetAsync($"/orders?kind=request&asset={Id(app)}")).Body;

        page.GetProperty("orders").EnumerateArray().Select(Price).Should().Equal("5", "1", "0.5");
        static string Price(JsonElement order) => Units.FormatEther(BigInteger.Parse(order.GetProperty("document").GetProperty("order").GetProperty("poolMaxPrice").GetString()!, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task An_altered_order_is_refused()
    {
        var app = await market.NewAppAsync("altered");
        var document = Signed(market.AppOrder(app, "3")).Replace("3000000000000000000", "1000000000000000000", StringComparison.Ordinal);

        await RefusedAsync(document, 422, "InvalidSignature");
    }

    [Fact]
    public async Task An_order_signed_by_somebody_else_is_refused()
    {
        var app = await market.NewAppAsync("stolen");
        await RefusedAsync(OrderJson.Write(market.Domain, market.AppOrder(app, "1").Sign(market.Domain, market.Stranger)), 422, "InvalidSignature");
    }

    [Fact]
    public async Task An_unsigned_order_is_refused()
    {
        var app = await market.NewAppAsync("unsigned");
        await RefusedAsync(OrderJson.Write(market.Domain, market.AppOrder(app, "1")), 422, "InvalidSignature");
    }

    [Fact]
    public async Task An_order_for_an_unknown_asset_is_refused() =>
        await RefusedAsync(Signed(market.AppOrder(12345, "1")), 422, "UnknownAsset");

    [Fact]
    public async Task An_expired_order_is_refused()
    {
        var app = await market.NewAppAsync("expired");
        await RefusedAsync(Signed(market.AppOrder(app, "1", validity: TimeSpan.FromSeconds(-1))), 422, "OrderExpired");
    }

    [Fact]
    public async Task An_order_of_another_hub_is_refused()
    {
        var app = await market.NewAppAsync("elsewhere");
        var elsewhere = market.Domain with { Hub = market.Stranger.Address };
        await RefusedAsync(OrderJson.Write(elsewhere, market.AppOrder(app, "1").Sign(elsewhere, market.Owner)), 422, "wrong_hub");
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("{\"kind\":\"house\"}")]
    [InlineData("{\"kind\":\"app\",\"chainId\":31337}")]
    public async Task What_is_no_order_is_refused_as_malformed(string document) => await RefusedAsync(document, 400, "malformed");

    [Fact]
    public async Task An_order_larger_than_allowed_is_refused_unread() => await RefusedAsync(new string(' ', 9 << 10), 413, "too_large");

    [Fact]
    public async Task A_pre_signed_order_is_taken_without_a_signature()
    {
        var app = await market.NewAppAsync("pre-signed");
        var order = market.AppOrder(app, "1");
        var document = OrderJson.Write(market.Domain, new SignedAppOrder(order, []));
        await RefusedAsync(document, 422, "InvalidSignature");

        await market.OwnerHub.PreSignAsync(order.Digest(market.Domain), TestContext.Current.CancellationToken);

        (await market.PostAsync(document)).Status.Should().Be(201);
    }

    [Fact]
    public async Task A_cancelled_order_leaves_the_board()
    {
        var app = await market.NewAppAsync("cancelled");
        var document = Signed(market.AppOrder(app, "1"));
        var hash = OrderSummary.Read(document).Hash;
        (await market.PostAsync(document)).Status.Should().Be(201);

        await market.OwnerHub.CancelOrderAsync(hash, TestContext.Current.CancellationToken);
        market.Time.Advance(TimeSpan.FromSeconds(3));

        (await market.GetAsync($"/orders/{hash}")).Status.Should().Be(404);
        (await market.GetAsync($"/orders?kind=app&asset={Id(app)}")).Body.GetProperty("orders").GetArrayLength().Should().Be(0);
        await RefusedAsync(document, 422, "OrderExhausted");
        (await market.PostAsync(document)).Body.GetProperty("detail").GetString().Should().Contain("it was cancelled");
    }

    [Fact]
    public async Task An_order_whose_asset_changed_hands_is_hidden_and_comes_back_with_its_signer()
    {
        var app = await market.NewAppAsync("sold");
        var document = Signed(market.AppOrder(app, "1"));
        (await market.PostAsync(document)).Status.Should().Be(201);
        var registry = new AssetRegistry(market.Deployment.Apps);

        await SendAsync(market.Owner, registry.TransferFrom(market.Owner.Address, market.Buyer.Address, app));
        market.Time.Advance(TimeSpan.FromSeconds(3));
        (await market.GetAsync($"/orders?kind=app&asset={Id(app)}")).Body.GetProperty("orders").GetArrayLength().Should().Be(0);

        await SendAsync(market.Buyer, registry.TransferFrom(market.Buyer.Address, market.Owner.Address, app));
        market.Time.Advance(TimeSpan.FromSeconds(3));
        (await market.GetAsync($"/orders?kind=app&asset={Id(app)}")).Body.GetProperty("orders").GetArrayLength().Should().Be(1);
    }

    [Fact]
    public async Task Orders_survive_a_restart_of_the_board()
    {
        var app = await market.NewAppAsync("restart");
        var document = Signed(market.AppOrder(app, "1"));
        (await market.PostAsync(document)).Status.Should().Be(201);

        await market.RestartBoardAsync();

        (await market.GetAsync($"/orders/{OrderSummary.Read(document).Hash}")).Status.Should().Be(200);
    }

    [Theory]
    [InlineData("/orders")]
    [InlineData("/orders?kind=house")]
    [InlineData("/orders?kind=1")]
    [InlineData("/orders?kind=app&asset=12")]
    [InlineData("/orders?kind=app&limit=0")]
    [InlineData("/orders?kind=app&limit=101")]
    [InlineData("/orders?kind=app&after=nonsense")]
    [InlineData("/orders/nonsense")]
    public async Task A_malformed_question_is_answered_with_a_problem(string path)
    {
        var (status, body) = await market.GetAsync(path);
        status.Should().Be(400);
        body.GetProperty("type").GetString().Should().Be("urn:ect:market:malformed");
        body.GetProperty("detail").GetString().Should().NotBeNullOrEmpty();
    }

    private async Task RefusedAsync(string document, int status, string code)
    {
        var refused = await market.PostAsync(document);
        refused.Status.Should().Be(status, refused.Body.ToString());
        refused.Body.GetProperty("title").GetString().Should().Be(code);
        refused.Body.GetProperty("detail").GetString().Should().NotBeNullOrEmpty();
    }

    private async Task SendAsync(PrivateKey key, ContractCall call)
    {
        await using var sender = new Ect.Ethereum.Transactions.TransactionSender(market.Eth, key, market.Deployment.ChainId);
        await sender.SendAsync(call);
    }

    private string Signed(AppOrder order) => OrderJson.Write(market.Domain, order.Sign(market.Domain, market.Owner));

    private RequestOrder Request(BigInteger app, string price) => new(
        app, 0, 0, 0, 0, Units.ParseEther(price), market.Buyer.Address, market.Buyer.Address, Address.Zero, 1, Bytes32.Zero, 0, 1, 0, 0, "",
        (ulong)market.Time.GetUtcNow().AddHours(1).ToUnixTimeSeconds(), MarketFixture.NewSalt());

    private static string Id(BigInteger asset) => Bytes32.FromNumber(asset).ToString();
}
