using Ect.Contracts;
using Ect.Protocol.Deals;
using Ect.Protocol.Orders;

namespace Ect.Protocol.Tests.Orders;

/// <summary>A pool's standing order by itself, as a contract meets it.</summary>
public sealed class MatchCheckPoolTests
{
    [Fact]
    public void An_order_that_stands_is_matched_for_one_task()
    {
        var check = Check(new Sample());

        check.Problems.Should().BeEmpty();
        (check.Tasks, check.PoolOwnerNeeds).Should().Be((1u, (System.Numerics.BigInteger)30));
    }

    [Fact]
    public void What_the_request_says_of_pool_and_category_does_not_matter()
    {
        var sample = new Sample();
        sample.Request = sample.Request with { Pool = 1, Category = 77 };
        Check(sample).IsMatch.Should().BeTrue();
    }

    [Fact]
    public void Each_broken_rule_is_named()
    {
        Named(sample => sample.Pool = sample.Pool with { Category = 5 }).Should().Be(MatchProblemKind.UnknownCategory);
        Named(sample => sample.Pool = sample.Pool with { Trust = 0 }).Should().Be(MatchProblemKind.TrustTooHigh);
        Named(sample => sample.Pool = sample.Pool with { Mode = DealMode.Private }).Should().Be(MatchProblemKind.PrivatePool);
        Named(sample => sample.Pool = sample.Pool with { Expiry = 999 }).Should().Be(MatchProblemKind.OrderExpired);
        Named(sample => sample.Facts = sample.Facts with { Pool = sample.Facts.Pool with { Consumed = 6 } }).Should().Be(MatchProblemKind.OrderExhausted);
        Named(sample => sample.Facts = sample.Facts with { Pool = sample.Facts.Pool with { IsPreSigned = false } }, isPreSigned: false).Should().Be(MatchProblemKind.InvalidSignature);
        Named(sample => sample.Facts = sample.Facts with { PoolOwnerFree = 29 }).Should().Be(MatchProblemKind.InsufficientFreeBalance);
    }

    private static MatchProblemKind Named(Action<Sample> change, bool isPreSigned = true)
    {
        var sample = new Sample();
        change(sample);
        return Check(sample, isPreSigned).Problems.Should().ContainSingle().Which.Kind;
    }

    private static MatchCheck Check(Sample sample, bool isPreSigned = true) => MatchCheck.OfPool(
        Sample.Domain, sample.Pool, sample.Request, sample.Facts.Now, sample.Facts.CategoryCount, sample.Facts.Pool with { IsPreSigned = isPreSigned }, sample.Facts.PoolOwnerFree);
}
