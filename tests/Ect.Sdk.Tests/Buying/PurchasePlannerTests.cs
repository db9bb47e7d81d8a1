using System.Numerics;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Orders;
using Ect.Protocol.Pools;
using Ect.Protocol.Preferences;
using Ect.Protocol.Signing;
using Ect.Protocol.Tasks;
using Ect.Sdk.Buying;
using Ect.Sdk.Errors;
using Ect.Sdk.Pools;

namespace Ect.Sdk.Tests.Buying;

public sealed class PurchasePlannerTests : IDisposable
{
    private const ulong Now = 1_000_000;

    private static readonly EctDomain Domain = new(1, Address.Parse($"0x{1:x40}"));

    private readonly PrivateKey _owner = PrivateKey.Generate();
    private readonly PrivateKey _buyer = PrivateKey.Generate();

    [Fact]
    public void The_cheapest_pool_is_chosen_unless_its_own_rules_refuse_the_request()
    {
        Offer<PoolOrder>[] pools = [Pool(1, price: 1), Pool(2, price: 2)];
        var open = Planner(new());
        open.PlanSameCategory([App()], [], pools).Should().ContainSingle().Which.Pool.Order.Pool.Should().Be(1);
        open.Refusals.Should().BeEmpty();

        var picky = Planner(new() { [1] = Says(1, "TARGET.Price >= 2"), [2] = Says(2, "TARGET.Price >= 2 && TARGET.Tasks <= 5") });
        picky.PlanSameCategory([App()], [], pools).Should().ContainSingle().Which.Pool.Order.Pool.Should().Be(2);
        picky.Refusals.Should().ContainSingle().Which.Should().Match<PoolRefusal>(refusal => refusal.Word.Pool == 1 && refusal.Why == "TARGET.Price >= 2 is false");
    }

    [Fact]
    public void Where_every_pool_refuses_the_buyer_is_told_which_clause_does()
    {
        var planner = Planner(new() { [1] = Says(1, $"TARGET.Requester != \"{_buyer.Address}\"") });
        var act = () => planner.PlanSameCategory([App()], [], [Pool(1, price: 1)]);
        act.Should().Throw<EctException>().Which.Should().Match<EctException>(e => e.Code == ErrorCode.NoMatch && e.Message.Contains("Pool garage-1 (0x00000000) takes other requests: TARGET.Requester != ") && e.Message.Contains("is false"));
    }

    [Fact]
    public void A_pool_sees_the_votes_that_the_declared_value_takes()
    {
        var planner = Planner(new() { [1] = Says(1, "TARGET.Trust < 3") }, Run() with { Value = 3 * Ect(1) });
        planner.PlanSameCategory([App()], [], [Pool(1, price: 1), Pool(2, price: 9)]).Single().Pool.Order.Pool.Should().Be(2, "three stakes of 1 make 3 votes");
        planner.Describe(planner.PlanSameCategory([App()], [], [Pool(2, price: 9)]).Single()).Facts.Should().Match<Protocol.Machines.JobFacts>(facts => facts.Trust == 3 && facts.DurationSeconds == 60 && facts.AppOwner == _owner.Address.ToString());
    }

    [Theory]
    [InlineData("cheap", 1)]
    [InlineData("fast", 2)]
    [InlineData("safe", 3)]
    [InlineData("green", 4)]
    public void What_the_buyer_cares_for_decides_among_pools(string preference, int expected)
    {
        var words = new Dictionary<BigInteger, PoolWord>
        {
            [1] = Says(1, profile: new() { Slots = 1, Load = 20, Paces = [new(0, 20)], Reliability = 0.8, Watts = 200 }),
            [2] = Says(2, profile: new() { Slots = 10, Paces = [new(0, 5)], Reliability = 0.95, Watts = 300 }),
            [3] = Says(3, profile: new() { Slots = 5, Paces = [new(0, 20)], Reliability = 0.99, Watts = 200 }),
            [4] = Says(4, profile: new() { Slots = 5, Paces = [new(0, 20)], Reliability = 0.9, Watts = 10 }),
        };
        var planner = Planner(words);
        Offer<PoolOrder>[] pools = [Pool(1, price: 1), Pool(2, price: 3), Pool(3, price: 3), Pool(4, price: 3)];
        var choice = PoolChoice.Of(Preference.Parse(preference), planner.Options([App()], [], pools), words, new Dictionary<BigInteger, double?> { [1] = 2, [2] = 2, [3] = 5, [4] = 2 });
        choice.Ranking[0].Word.Pool.Should().Be(expected);
        choice.Ranking.Should().HaveCount(4).And.BeInDescendingOrder(ranked => ranked.Net);

        planner.PlanSameCategory([App()], [], pools, [.. choice.Ranking.Select(ranked => ranked.Word.Pool)]).Should().ContainSingle().Which.Pool.Order.Pool.Should().Be(expected);
    }

    [Fact]
    public void What_the_best_pool_has_no_room_for_the_next_one_gets_in_the_same_category()
    {
        Offer<PoolOrder>[] pools = [Pool(1, price: 1, volume: 2), Pool(2, price: 5, volume: 2), Pool(2, price: 4, volume: 1), Pool(3, price: 0, category: 1)];
        var plan = Planner(new(), Run() with { Tasks = 4 }).PlanSameCategory([App()], [], pools, [2, 1]);
        plan.Select(match => ((int)match.Pool.Order.Pool, match.Pool.Price, match.Tasks)).Should().Equal((2, Ect(4), 1u), (2, Ect(5), 2u), (1, Ect(1), 1u));
    }

    [Fact]
    public void A_pool_whose_scheduler_says_nothing_is_a_candidate_all_the_same()
    {
        var words = new Dictionary<BigInteger, PoolWord> { [1] = new(1, null, null, "it is away"), [2] = Says(2, profile: new() { Slots = 1, Load = 500, Paces = [new(0, 20)] }), [3] = Says(3, profile: new() { Slots = 9, Paces = [new(0, 20)] }) };
        var planner = Planner(words);
        var choice = PoolChoice.Of(Preference.Parse("time=1"), planner.Options([App()], [], [Pool(1, price: 1), Pool(2, price: 1), Pool(3, price: 1)]), words, new Dictionary<BigInteger, double?>());
        choice.Ranking.Select(ranked => (int)ranked.Word.Pool).Should().Equal(3, 1, 2);
        choice.Ranking[1].Known.Time.Should().BeNull();
    }

    public void Dispose()
    {
        _owner.Dispose();
        _buyer.Dispose();
    }

    private static BigInteger Ect(int amount) => Units.ParseEther($"{amount}");

    private static RunRequest Run() => new() { App = 7, Tasks = 3, Params = TaskParams.Empty };

    private static PoolWord Says(int pool, string requirements = "", PoolProfile? profile = null) =>
        new(pool, $"garage-{pool}", (profile ?? new()) with { Rules = new() { Requirements = requirements } }, null);

    private PurchasePlanner Planner(Dictionary<BigInteger, PoolWord> words, RunRequest? run = null)
    {
        for (var pool = 1; pool <= 4; pool++)
        {
            words.TryAdd(pool, Says(pool));
        }

        return new(Domain, _buyer, run ?? Run(), Now, [new("short", "", 60), new("long", "", 600)], _ => Ect(1_000), words);
    }

    private Offer<AppOrder> App()
    {
        var order = new AppOrder(7, 0, 100, Bytes32.Zero, 0, 0, Address.Zero, Now + 100, Bytes32.Zero);
        return new(order, order.Sign(Domain, _owner).Signature, "", order.Digest(Domain), order.Price, order.Volume, new(_owner.Address, 0));
    }

    private Offer<PoolOrder> Pool(int pool, int price, uint volume = 100, ushort category = 0)
    {
        var order = new PoolOrder(pool, Ect(price), volume, Bytes32.Zero, category, 9, 0, Ect(1), 0, 0, 0, Address.Zero, Now + 100, Bytes32.Zero);
        return new(order, order.Sign(Domain, _owner).Signature, "", order.Digest(Domain), order.Price, order.Volume, new(_owner.Address, 0));
    }
}
