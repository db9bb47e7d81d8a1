using System.Numerics;
using System.Text;
using Ect.ClassAds;
using Ect.ClassAds.Values;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Deals;
using Ect.Sdk.Matchmaking;
using FsCheck.Xunit;

namespace Ect.Sdk.Tests.Matchmaking;

/// <summary>A pool is judged here as the contract judges it, with the reason.</summary>
public sealed class PoolCandidateTests
{
    private static readonly Address Owner = Address.Parse("0x00000000000000000000000000000000000000aa");
    private static readonly HubMoment Hub = new(new(31337, Address.Parse("0x00000000000000000000000000000000000000ff")), 1000, 2);
    private static readonly PoolOrder Offer = new(9, Tokens(10), 5, Bytes32.FromNumber(3), 0, 4, 0, Tokens(2), 1000, 0, 0, Address.Zero, 2000, Bytes32.Zero);
    private static readonly PoolFacts Facts = new(9, Owner, Offer, 0, true, Tokens(3), 1, 1);
    private static readonly PoolWish Wish = new() { Requirements = "TARGET.Memory >= 4096" };

    public static TheoryData<string, PoolFacts, PoolWish, string> Refusals => new()
    {
        { "memory", Facts, Wish with { Requirements = "TARGET.Memory > 8192 && TARGET.Cpus > 1" }, "TARGET.Memory > 8192 is false, TARGET.Cpus > 1 is undefined" },
        { "type", Facts, Wish with { Requirements = "TARGET.Memory == \"much\"" }, "is error" },
        { "no offer", Facts with { Offer = null }, Wish, "no offer of it stands on chain" },
        { "expired", Facts with { Offer = Offer with { Expiry = 999 } }, Wish, "expired" },
        { "used up", Facts with { Consumed = 5 }, Wish, "All 5 tasks" },
        { "cancelled", Facts with { Consumed = uint.MaxValue }, Wish, "cancelled" },
        { "not its owner's", Facts with { IsPreSigned = false }, Wish, "not signed by" },
        { "no stake", Facts with { OwnerFree = Tokens(3) - 1 }, Wish, "stake for one task is 3" },
        { "too dear", Facts, Wish with { MostPrice = Tokens(10) - 1 }, "pays at most" },
        { "another app", Facts with { Offer = Offer with { AppRestrict = 7 } }, Wish with { App = 8 }, "admits only app" },
        { "another requester", Facts with { Offer = Offer with { RequesterRestrict = Owner } }, Wish, "admits only requester" },
        { "private", Facts with { Offer = Offer with { Mode = DealMode.Private } }, Wish, "private" },
        { "features", Facts, Wish with { Tag = Bytes32.FromNumber(4) }, "lacks features" },
        { "votes", Facts, Wish with { Trust = 5 }, "at most 4" },
        { "value", Facts, Wish with { Value = Tokens(8) + 1 }, "needs 5 agreeing votes" },
        { "no category", Facts with { Offer = Offer with { Category = 2 } }, Wish, "sells category 2" },
        { "no votes", Facts with { Offer = Offer with { Trust = 0 } }, Wish, "at most 0" },
    };

    [Fact]
    public void A_pool_that_meets_what_is_wanted_would_do()
    {
        var candidate = Judge(Facts, Wish);

        candidate.WhyNot.Should().BeEmpty();
        candidate.Requirements.Should().Be(Value.True);
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public void One_that_does_not_is_told_why(string what, PoolFacts facts, PoolWish wish, string reason)
    {
        var candidate = Judge(facts, wish);

        candidate.WouldDo.Should().BeFalse(what);
        candidate.WhyNot.Should().ContainSingle(what).Which.Should().Contain(reason);
    }

    [Fact]
    public void A_pool_that_was_sold_says_nothing()
    {
        var candidate = PoolCandidate.Judge(Facts, PoolWords.Of([], Owner), Wish, Job(Wish), Hub);

        candidate.WhyNot.Should().HaveCount(2).And.Contain(why => why.Contains("sold since it was described"));
    }

    [Fact]
    public void The_offer_says_its_part_only_while_it_can_be_bought_from()
    {
        var wish = Wish with { Requirements = "TARGET.Price == 10000000000 && TARGET.WorkerStake == 2000000000 && TARGET.Category == 0 && TARGET.Trust == 4 && !TARGET.Private" };

        Judge(Facts, wish).WouldDo.Should().BeTrue();
        Judge(Facts with { OwnerFree = 0 }, wish).Requirements.Should().Be(Value.Undefined);
        Judge(Facts with { Offer = Offer with { Price = Tokens(10) + 1 }, OwnerFree = Tokens(4) }, wish).Requirements.Should().Be(Value.False, "the price is rounded up");
    }

    [Fact]
    public void A_rank_that_is_no_number_is_zero()
    {
        var wish = Wish with { Policy = MatchPolicy.BestRank };
        Judge(Facts, wish with { Rank = "TARGET.Memory" }).Rank.Should().Be(8192);
        Judge(Facts, wish with { Rank = "TARGET.Memory > 1" }).Rank.Should().Be(1);
        Judge(Facts, wish with { Rank = "\"much\"" }).Rank.Should().Be(0);
        Judge(Facts, wish with { Rank = "TARGET.Nothing" }).Rank.Should().Be(0);
    }

    [Property]
    public void The_best_is_as_good_as_any_and_before_its_equals((byte Price, sbyte Rank, bool Does)[] pools, byte policy)
    {
        var by = (MatchPolicy)(policy % 3);
        var all = pools.Select((pool, at) => new PoolCandidate(
            Facts with { Pool = at + 1, Offer = Offer with { Price = pool.Price % 4 } }, Value.True, by == MatchPolicy.BestRank ? pool.Rank % 3 : 0, pool.Does ? [] : ["no"])).ToList();

        // As the contract walks: another takes the place of the best so far if it is better.
        PoolCandidate? expected = null;
        foreach (var candidate in all.Where(candidate => candidate.WouldDo))
        {
            if (expected is null || (by != MatchPolicy.FirstFit && (candidate.Rank, -candidate.Facts.Offer!.Price).CompareTo((expected.Rank, -expected.Facts.Offer!.Price)) > 0))
            {
                expected = candidate;
            }
        }

        PoolCandidate.Best(all, by).Should().Be(expected);
    }

    private static PoolCandidate Judge(PoolFacts facts, PoolWish wish) => PoolCandidate.Judge(
        facts, PoolWords.Of([new(9, Owner, [new(Encoding.UTF8.GetBytes("Memory"), AttributeKind.Integer, 8192, [])])], Owner), wish, Job(wish), Hub);

    private static ClassAd Job(PoolWish wish)
    {
        var job = ClassAd.Empty.With("Requirements", Expression.Parse(wish.Requirements));
        return wish.Rank.Length == 0 ? job : job.With("Rank", Expression.Parse(wish.Rank));
    }

    private static BigInteger Tokens(int amount) => Units.ParseEther($"{amount}");
}
