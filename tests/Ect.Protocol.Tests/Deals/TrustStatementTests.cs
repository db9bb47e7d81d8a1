using System.Numerics;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Deals;

namespace Ect.Protocol.Tests.Deals;

public sealed class TrustStatementTests
{
    [Fact]
    public void A_drawn_deal_names_votes_odds_stake_and_what_follows_a_stall() =>
        TrustStatement.Of(Deal(trust: 3)).Should().Be(
            "3 drawn workers, or 2 with a reputation, must agree, at odds of 4 to 1 against all dissent; at least 4 ECT at stake behind each result. "
            + "The scheduler chooses only among the 8 or so whom the chain draws for each task (all of the pool, if it has no more), and cannot change a result. "
            + "If it stops, drawn workers go on without it after 4 min, and what nobody worked on can be refunded after 10 min, with 0.9 ECT of its stake for each task.");

    [Fact]
    public void A_value_raises_the_stake_that_is_named() =>
        TrustStatement.Of(Deal(trust: 3, value: 6)).Should().StartWith("3 drawn workers must agree").And.Contain("at least 6 ECT at stake behind each result, for a declared value of 6 ECT");

    [Fact]
    public void A_lone_vote_is_called_what_it_is() =>
        TrustStatement.Of(Deal(trust: 1)).Should().StartWith("1 drawn worker decides each result, so a single liar goes unnoticed").And.Contain("at least 2 ECT at stake");

    [Fact]
    public void A_private_pool_says_whom_one_trusts() =>
        TrustStatement.Of(Deal(trust: 3, mode: DealMode.Private)).Should().Contain("3 picked workers").And.Contain("with 2 accomplices its scheduler can pass any result")
            .And.Contain("If it stops, what nobody worked on can be refunded after 10 min").And.NotContain("drawn");

    [Fact]
    public void A_pool_without_stakes_says_so() =>
        TrustStatement.Of(Deal(trust: 2, stake: 0)).Should().Contain("nothing at stake behind a result");

    [Theory]
    [InlineData(10, "40 s", "100 s")]
    [InlineData(3_600, "4 h", "10 h")]
    [InlineData(86_400, "4 d", "10 d")]
    public void Spans_are_told_in_fitting_units(uint duration, string unasked, string refund) =>
        TrustStatement.Of(Deal(trust: 2) with { Duration = duration }).Should().Contain($"after {unasked},").And.Contain($"after {refund},");

    [Fact]
    public void Orders_say_what_they_offer_and_demand()
    {
        var pool = new PoolOrder(1, 3, 1, Bytes32.Zero, 0, 5, 0, Units.ParseEther("2"), 0, 0, 0, Address.Zero, 0, Bytes32.Zero);
        var request = new RequestOrder(1, 0, 0, 0, 0, 0, Address.Zero, Address.Zero, Address.Zero, 1, Bytes32.Zero, 0, 3, DealMode.Direct, Units.ParseEther("5"), "", 0, Bytes32.Zero);

        TrustStatement.Of(pool).Should().Be("The chain draws the workers from the pool's seats; up to 5 workers must agree, each with 2 ECT at stake.");
        TrustStatement.Of(pool with { Mode = DealMode.Private }).Should().StartWith("Private: its scheduler picks the workers");
        TrustStatement.Of(request).Should().Be("3 workers must agree or the evidence of as many; a wrong result may cost 5 ECT, the stakes behind one must reach that. The chain draws the workers; each task is settled by itself on chain.");
        TrustStatement.Of(request with { Mode = DealMode.Private, Value = 0, Trust = 0 }).Should().Be("1 worker must agree or the evidence of as many; no value declared. Private pools will do, whose schedulers pick the workers.");
    }

    private static Deal Deal(ushort trust, int value = 0, ushort mode = 0, int stake = 2) => new(
        Bytes32.Zero, 0, 1, 1, 0, 1, Address.Zero, Address.Zero, Address.Zero, Address.Zero, Address.Zero, Address.Zero, Address.Zero, Address.Zero,
        0, 0, Units.ParseEther("3"), Units.ParseEther("0.9"), stake * BigInteger.Pow(10, 18), value * BigInteger.Pow(10, 18), 1000, 0, trust, mode, 60, 1000, Bytes32.Zero, Bytes32.Zero);
}
