using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Deals;
using Ect.Protocol.Orders;

namespace Ect.Protocol.Tests.Orders;

public sealed class MatchCheckTests
{
    private static readonly Address Stranger = Address.Parse("0x00000000000000000000000000000000000000aa");

    public static TheoryData<string> Cases => [.. Breaks.Keys];

    private static Dictionary<string, (Action<Sample> Break, MatchProblemKind Kind, OrderKind Order)> Breaks { get; } = new()
    {
        ["other app"] = (s => s.App = s.App with { App = 1 }, MatchProblemKind.AssetMismatch, OrderKind.App),
        ["other dataset"] = (s => s.Dataset = s.Dataset with { Dataset = 1 }, MatchProblemKind.AssetMismatch, OrderKind.Dataset),
        ["no dataset order"] = (s => s.GiveDataset = false, MatchProblemKind.AssetMismatch, OrderKind.Dataset),
        ["other pool"] = (s => s.Pool = s.Pool with { Pool = 1 }, MatchProblemKind.AssetMismatch, OrderKind.Pool),
        ["app too dear"] = (s => { s.App = s.App with { Price = 11 }; s.Facts = s.Facts with { PayerFree = 1000 }; }, MatchProblemKind.PriceTooHigh, OrderKind.App),
        ["dataset too dear"] = (s => s.Request = s.Request with { DatasetMaxPrice = 19 }, MatchProblemKind.PriceTooHigh, OrderKind.Dataset),
        ["pool too dear"] = (s => s.Request = s.Request with { PoolMaxPrice = 99 }, MatchProblemKind.PriceTooHigh, OrderKind.Pool),
        ["app for another pool"] = (s => s.App = s.App with { PoolRestrict = 1 }, MatchProblemKind.Restricted, OrderKind.App),
        ["app for another dataset"] = (s => s.App = s.App with { DatasetRestrict = 1 }, MatchProblemKind.Restricted, OrderKind.App),
        ["app for another requester"] = (s => s.App = s.App with { RequesterRestrict = Stranger }, MatchProblemKind.Restricted, OrderKind.App),
        ["dataset for another app"] = (s => s.Dataset = s.Dataset with { AppRestrict = 1 }, MatchProblemKind.Restricted, OrderKind.Dataset),
        ["dataset for another pool"] = (s => s.Dataset = s.Dataset with { PoolRestrict = 1 }, MatchProblemKind.Restricted, OrderKind.Dataset),
        ["pool for another app"] = (s => s.Pool = s.Pool with { AppRestrict = 1 }, MatchProblemKind.Restricted, OrderKind.Pool),
        ["pool for another dataset"] = (s => s.Pool = s.Pool with { DatasetRestrict = 1 }, MatchProblemKind.Restricted, OrderKind.Pool),
        ["pool for another requester"] = (s => s.Pool = s.Pool with { RequesterRestrict = Stranger }, MatchProblemKind.Restricted, OrderKind.Pool),
        ["other category"] = (s => s.Pool = s.Pool with { Category = 2 }, MatchProblemKind.CategoryMismatch, OrderKind.Pool),
        ["no such category"] = (s => s.Facts = s.Facts with { CategoryCount = 1 }, MatchProblemKind.UnknownCategory, OrderKind.Request),
        ["more votes than the pool gathers"] = (s => s.Pool = s.Pool with { Trust = 2 }, MatchProblemKind.TrustTooHigh, OrderKind.Pool),
        ["value above what the votes stake"] = (s => s.Request = s.Request with { Value = 251 }, MatchProblemKind.TrustTooHigh, OrderKind.Pool),
        ["value without a stake"] = (s => { s.Pool = s.Pool with { WorkerStake = 0 }; s.Request = s.Request with { Value = 1 }; }, MatchProblemKind.NothingAtStake, OrderKind.Pool),
        ["private pool"] = (s => s.Pool = s.Pool with { Mode = DealMode.Private }, MatchProblemKind.PrivatePool, OrderKind.Pool),
        ["unknown mode of the pool"] = (s => s.Pool = s.Pool with { Mode = DealMode.Direct }, MatchProblemKind.UnknownMode, OrderKind.Pool),
        ["unknown verification"] = (s => s.Request = s.Request with { Mode = 0x0100 }, MatchProblemKind.UnknownMode, OrderKind.Request),
        ["fee above the whole"] = (s => s.Pool = s.Pool with { SchedulerFee = 10_001 }, MatchProblemKind.FeeTooHigh, OrderKind.Pool),
        ["missing feature"] = (s => s.Pool = s.Pool with { Tag = Bytes32.FromNumber(6) }, MatchProblemKind.TagMismatch, OrderKind.Pool),
        ["long params"] = (s => s.Request = s.Request with { Params = new('x', 8193) }, MatchProblemKind.ParamsTooLong, OrderKind.Request),
        ["expired"] = (s => s.App = s.App with { Expiry = 999 }, MatchProblemKind.OrderExpired, OrderKind.App),
        ["used up"] = (s => s.Facts = s.Facts with { Pool = s.Facts.Pool with { Consumed = 6 } }, MatchProblemKind.OrderExhausted, OrderKind.Pool),
        ["cancelled"] = (s => s.Facts = s.Facts with { Request = s.Facts.Request with { Consumed = uint.MaxValue } }, MatchProblemKind.OrderExhausted, OrderKind.Request),
        ["sold app"] = (s => s.Facts = s.Facts with { App = s.Facts.App with { Signer = Stranger } }, MatchProblemKind.InvalidSignature, OrderKind.App),
        ["unregistered pool"] = (s => s.Facts = s.Facts with { Pool = s.Facts.Pool with { Signer = null } }, MatchProblemKind.UnknownAsset, OrderKind.Pool),
        ["poor requester"] = (s => s.Facts = s.Facts with { PayerFree = 389 }, MatchProblemKind.InsufficientFreeBalance, OrderKind.Request),
        ["poor pool owner"] = (s => s.Facts = s.Facts with { PoolOwnerFree = 89 }, MatchProblemKind.InsufficientFreeBalance, OrderKind.Pool),
    };

    [Fact]
    public void Fitting_orders_match_for_the_least_volume_and_lock_prices_and_stake()
    {
        var check = new Sample().Check();

        check.Problems.Should().BeEmpty();
        check.Tasks.Should().Be(3);
        check.PayerNeeds.Should().Be(390);
        check.PoolOwnerNeeds.Should().Be(90);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_broken_rule_is_named_alone(string name)
    {
        var sample = new Sample();
        var (change, kind, order) = Breaks[name];
        change(sample);

        var problem = sample.Check().Problems.Should().ContainSingle().Subject;
        (problem.Kind, problem.Order).Should().Be((kind, order));
        problem.Text.Should().EndWith(".").And.NotContain("{");
    }

    [Theory]
    [InlineData(3, 0, 3)]
    [InlineData(0, 0, 1)]
    [InlineData(3, 150, 3)]
    [InlineData(3, 151, 4)]
    [InlineData(1, 250, 5)]
    public void Trust_rises_to_as_many_votes_as_stake_the_value(ushort asked, int value, ushort trust)
    {
        var sample = new Sample();
        sample.Request = sample.Request with { Trust = asked, Value = value };

        var check = sample.Check();

        check.Problems.Should().BeEmpty();
        check.Trust.Should().Be(trust);
    }

    [Fact]
    public void A_sponsor_pays_and_stakes_from_its_own_balance()
    {
        var sample = new Sample();
        sample.Facts = sample.Facts with { Sender = Sample.PoolOwner.Address, IsSponsored = true, PayerFree = 400, PoolOwnerFree = 400 };

        sample.Check().Problems.Should().ContainSingle().Which.Text.Should().StartWith("The pool's owner has 0.00000000000000001 free");
        sample.Facts = sample.Facts with { PayerFree = 389, PoolOwnerFree = 1000 };
        sample.Check().Problems.Should().ContainSingle().Which.Text.Should().StartWith("The sponsor has");
    }

    [Fact]
    public void Every_broken_rule_is_named()
    {
        var sample = new Sample();
        sample.App = sample.App with { Expiry = 1, PoolRestrict = 1 };
        sample.Pool = sample.Pool with { Category = 3 };

        sample.Check().Problems.Select(p => p.Kind).Should().BeEquivalentTo([MatchProblemKind.Restricted, MatchProblemKind.CategoryMismatch, MatchProblemKind.OrderExpired]);
    }

    [Fact]
    public void A_pre_signed_order_needs_no_signature()
    {
        var sample = new Sample();
        var check = (bool preSigned) => MatchCheck.Of(
            Sample.Domain, new(sample.App, []), sample.Dataset.Sign(Sample.Domain, Sample.DatasetOwner), sample.Pool.Sign(Sample.Domain, Sample.PoolOwner), sample.Request.Sign(Sample.Domain, Sample.Requester),
            sample.Facts with { App = sample.Facts.App with { IsPreSigned = preSigned } });

        check(true).IsMatch.Should().BeTrue();
        check(false).Problems.Should().ContainSingle().Which.Kind.Should().Be(MatchProblemKind.InvalidSignature);
        sample.Facts = sample.Facts with { Sender = Sample.AppOwner.Address };
        check(false).IsMatch.Should().BeTrue("it is the sender's own");
    }

    [Fact]
    public void A_request_is_signed_by_its_requester_only()
    {
        var act = () => new Sample().Request.Sign(Sample.Domain, Sample.AppOwner);
        act.Should().Throw<ArgumentException>().WithMessage("*sign with the requester's key*");
    }
}
