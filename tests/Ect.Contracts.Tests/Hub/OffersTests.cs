using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Orders;

namespace Ect.Contracts.Tests.Hub;

public sealed class OffersTests(HubFixture fixture) : IClassFixture<HubFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_offer_stands_once_it_is_pre_signed_and_putting_it_there_again_changes_nothing()
    {
        var market = await Market.OpenAsync(fixture);
        var owner = fixture.HubOf(fixture.AppOwner);
        var order = market.AppOrder().Order;
        (await owner.AppOfferAsync(market.App, Ct)).Should().BeNull();
        var tooEarly = () => owner.OfferAsync(order, Ct);
        (await tooEarly.Should().ThrowAsync<RevertException>()).Which.ErrorName.Should().Be("NotPreSigned");

        await owner.PreSignAsync(order.Digest(fixture.Domain), Ct);
        (await owner.OfferAsync(order, Ct)).Should().NotBeNull();

        (await owner.OfferAsync(order, Ct)).Should().BeNull();
        (await owner.AppOfferAsync(market.App, Ct)).Should().Be(order);
        var foreign = () => fixture.HubOf(fixture.PoolOwner).OfferAsync(order with { Price = 1 }, Ct);
        (await foreign.Should().ThrowAsync<RevertException>()).Which.ErrorName.Should().Be("NotOwner");
    }

    [Fact]
    public async Task Every_offer_that_was_put_on_chain_is_found_and_the_last_one_stands()
    {
        var market = await Market.OpenAsync(fixture);
        var owner = fixture.HubOf(fixture.PoolOwner);
        var (first, second) = (market.PoolOrder().Order, market.PoolOrder().Order with { Price = 7 });
        foreach (var order in new[] { first, second })
        {
            await owner.PreSignAsync(order.Digest(fixture.Domain), Ct);
            await owner.OfferAsync(order, Ct);
        }

        PostedOffer Posted(PoolOrder order) => new(OrderKind.Pool, market.Pool, fixture.PoolOwner.Address, order.Digest(fixture.Domain));
        (await owner.PostedOffersAsync(OrderKind.Pool, market.Pool, fixture.PoolOwner.Address, ct: Ct)).Should().Equal(Posted(first), Posted(second));
        (await owner.PostedOffersAsync(OrderKind.Pool, market.Pool, fixture.AppOwner.Address, ct: Ct)).Should().BeEmpty();
        (await owner.PostedOffersAsync(OrderKind.Dataset, market.Pool, ct: Ct)).Should().BeEmpty();
        (await owner.PoolOfferAsync(market.Pool, Ct)).Should().Be(second);
        (await owner.DatasetOfferAsync(market.Dataset, Ct)).Should().BeNull();

        var head = await fixture.Client.BlockNumberAsync(Ct);
        (await owner.PoolOffersAsync([market.Pool, 5, market.Pool], head, Ct)).Should().Equal(second, null, second);
        (await owner.PoolOffersAsync([market.Pool], head - 1, Ct)).Should().Equal([first], "that is how it was a block ago");
        (await owner.DatasetOffersAsync([market.Dataset], head, Ct)).Should().Equal([null]);
        (await owner.AppOffersAsync([], head, Ct)).Should().BeEmpty();
        var requests = () => owner.PostedOffersAsync(OrderKind.Request, ct: Ct);
        await requests.Should().ThrowAsync<ArgumentOutOfRangeException>();
    }
}
