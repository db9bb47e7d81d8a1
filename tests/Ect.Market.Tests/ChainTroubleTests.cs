namespace Ect.Market.Tests;

public sealed class ChainTroubleTests(MarketFixture market) : IClassFixture<MarketFixture>
{
    [Fact]
    public async Task A_chain_that_is_down_is_named_and_asked_for_again_later()
    {
        var app = await market.NewAppAsync("down");
        var order = market.AppOrder(app, "1");
        await market.StopChainAsync();

        var (status, body) = await market.PostAsync(Protocol.Orders.OrderJson.Write(market.Domain, Protocol.Orders.OrderSigning.Sign(order, market.Domain, market.Owner)));

        status.Should().Be(503);
        body.GetProperty("title").GetString().Should().Be("chain_unreachable");
    }
}
