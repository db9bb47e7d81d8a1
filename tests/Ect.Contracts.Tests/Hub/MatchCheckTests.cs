using System.Numerics;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Deals;
using Ect.Protocol.Orders;

namespace Ect.Contracts.Tests.Hub;

/// <summary>The match check in C# and the hub's matchOrders must give the same word on the same orders.</summary>
public sealed class MatchCheckTests(HubFixture fixture) : IClassFixture<HubFixture>
{
    private static readonly Address Stranger = Address.Parse("0x00000000000000000000000000000000000000aa");

    private static readonly (string Name, Func<Orders, Orders> Change)[] Changes =
    [
        ("nothing", o => o),
        ("app price", o => o with { App = o.App with { Price = 11 } }),
        ("dataset price", o => o with { Dataset = o.Dataset with { Price = 6 } }),
        ("pool price", o => o with { Pool = o.Pool with { Price = 101 } }),
        ("other dataset", o => o with { Dataset = o.Dataset with { Dataset = o.App.App } }),
        ("named pool", o => o with { Request = o.Request with { Pool = 5 } }),
        ("app requester", o => o with { App = o.App with { RequesterRestrict = Stranger } }),
        ("dataset app", o => o with { Dataset = o.Dataset with { AppRestrict = 1 } }),
        ("pool dataset", o => o with { Pool = o.Pool with { DatasetRestrict = 1 } }),
        ("category", o => o with { Pool = o.Pool with { Category = 1 } }),
        ("unknown category", o => o with { Pool = o.Pool with { Category = 9 }, Request = o.Request with { Category = 9 } }),
        ("trust of the pool", o => o with { Request = o.Request with { Trust = 11 } }),
        ("trust of the hub", o => o with { Pool = o.Pool with { Trust = 99 }, Request = o.Request with { Trust = 17 } }),
        ("zero trust", o => o with { Request = o.Request with { Trust = 0 } }),
        ("zero trust of the pool", o => o with { Pool = o.Pool with { Trust = 0 }, Request = o.Request with { Trust = 0 } }),
        ("value", o => o with { Request = o.Request with { Value = 151 } }),
        ("value of too many votes", o => o with { Request = o.Request with { Value = 501 } }),
        ("value without a stake", o => o with { Pool = o.Pool with { WorkerStake = 0 }, Request = o.Request with { Value = 1 } }),
        ("direct path", o => o with { Request = o.Request with { Mode = DealMode.Direct } }),
        ("private pool", o => o with { Pool = o.Pool with { Mode = DealMode.Private } }),
        ("private pool accepted", o => o with { Pool = o.Pool with { Mode = DealMode.Private }, Request = o.Request with { Mode = DealMode.Private } }),
        ("unknown mode of the pool", o => o with { Pool = o.Pool with { Mode = DealMode.Direct } }),
        ("unknown mode of the request", o => o with { Request = o.Request with { Mode = 0x100 } }),
        ("tag", o => o with { App = o.App with { Tag = Bytes32.FromNumber(4) } }),
        ("tag offered", o => o with { App = o.App with { Tag = Bytes32.FromNumber(4) }, Pool = o.Pool with { Tag = Bytes32.FromNumber(6) } }),
        ("fee", o => o with { Pool = o.Pool with { SchedulerFee = 10_001 } }),
        ("params", o => o with { Request = o.Request with { Params = new('é', 4097) } }),
        ("expiry", o => o with { Request = o.Request with { Expiry = 1 } }),
        ("volume", o => o with { Pool = o.Pool with { Volume = 0 } }),
        ("money", o => o with { App = o.App with { Price = BigInteger.Pow(10, 22) }, Request = o.Request with { AppMaxPrice = BigInteger.Pow(10, 22) } }),
        ("stake", o => o with { Pool = o.Pool with { Price = BigInteger.Pow(10, 21) * 4 }, Request = o.Request with { PoolMaxPrice = BigInteger.Pow(10, 22), Volume = 1 } }),
        ("no dataset", o => o with { Request = o.Request with { Dataset = 0 }, Dataset = o.Dataset with { Price = 99 } }),
    ];

    public static TheoryData<string> Names => [.. Changes.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_check_and_the_hub_agree(string name)
    {
        var ct = TestContext.Current.CancellationToken;
        var market = await Market.OpenAsync(fixture);
        var orders = Changes.Single(c => c.Name == name).Change(new(market.AppOrder().Order, market.DatasetOrder().Order, market.PoolOrder().Order, market.RequestOrder().Order));
        var (app, dataset, pool, request) = orders.Sign(fixture);
        var hub = fixture.HubOf(fixture.Requester);
        var facts = new MatchFacts(
            await hub.NowAsync(ct), (uint)(await hub.CategoriesAsync(ct)).Count,
            new(fixture.AppOwner.Address, 0), new(fixture.DatasetOwner.Address, 0), new(fixture.PoolOwner.Address, 0), new(fixture.Requester.Address, 0),
            (await hub.AccountOfAsync(fixture.Requester.Address, ct)).Free, (await hub.AccountOfAsync(fixture.PoolOwner.Address, ct)).Free);

        var check = MatchCheck.Of(fixture.Domain, app, dataset, pool, request, facts);
        string? refusal = null;
        try
        {
            await fixture.Client.CallAsync(hub.Hub.MatchOrders(app, dataset, pool, request), cancellationToken: ct);
        }
        catch (RevertException exception)
        {
            refusal = exception.ErrorName;
        }

        if (refusal is null)
        {
            var deal = await hub.MatchOrdersAsync(app, request.Order.Dataset.IsZero ? null : dataset, pool, request, ct);
            (deal.Deal.Trust, deal.Deal.Mode, deal.Deal.Value).Should().Be((check.Trust, DealMode.Joined(pool.Order.Mode, request.Order.Mode), request.Order.Value));
        }

        check.IsMatch.Should().Be(refusal is null, $"the hub says {refusal ?? "yes"}");
        if (refusal is not null)
        {
            check.Problems.Select(p => p.Kind.ToString()).Should().Contain(refusal);
        }
    }

    [Fact]
    public async Task Who_sends_the_match_needs_no_signature_of_its_own_and_a_sponsor_pays()
    {
        var ct = TestContext.Current.CancellationToken;
        var market = await Market.OpenAsync(fixture);
        var request = market.RequestOrder(withDataset: false);
        var unsigned = request with { Signature = [] };
        var (app, pool) = (market.AppOrder(), market.PoolOrder());
        var sponsor = fixture.HubOf(fixture.AppOwner);
        var facts = new MatchFacts(
            await sponsor.NowAsync(ct), 5, new(fixture.AppOwner.Address, 0), null, new(fixture.PoolOwner.Address, 0), new(fixture.Requester.Address, 0), 1000, 1000);

        MatchCheck.Of(fixture.Domain, app, null, pool, unsigned, facts with { Sender = fixture.Requester.Address }).IsMatch.Should().BeTrue();
        MatchCheck.Of(fixture.Domain, app, null, pool, unsigned, facts with { Sender = fixture.AppOwner.Address }).Problems.Should().ContainSingle().Which.Kind.Should().Be(MatchProblemKind.InvalidSignature);
        await fixture.HubOf(fixture.Requester).MatchOrdersAsync(app, null, pool, unsigned, ct);
        var before = await sponsor.AccountOfAsync(fixture.AppOwner.Address, ct);
        var sponsored = await sponsor.SponsorOrdersAsync(market.AppOrder() with { Signature = [] }, null, pool, market.RequestOrder(withDataset: false), ct);

        sponsored.Deal.Payer.Should().Be(fixture.AppOwner.Address);
        sponsored.Deal.Requester.Should().Be(fixture.Requester.Address);
        (await sponsor.AccountOfAsync(fixture.AppOwner.Address, ct)).Free.Should().Be(before.Free - 220);
    }

    private sealed record Orders(AppOrder App, DatasetOrder Dataset, PoolOrder Pool, RequestOrder Request)
    {
        public (SignedAppOrder, SignedDatasetOrder, SignedPoolOrder, SignedRequestOrder) Sign(HubFixture f) =>
            (App.Sign(f.Domain, f.AppOwner), Dataset.Sign(f.Domain, f.DatasetOwner), Pool.Sign(f.Domain, f.PoolOwner), Request.Sign(f.Domain, f.Requester));
    }
}
