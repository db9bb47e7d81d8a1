using Ect.Protocol.Machines;
using Ect.Protocol.Pools;

namespace Ect.Protocol.Tests.Pools;

public sealed class PoolRulesTests
{
    private static readonly JobFacts Facts = new() { Requester = "0xAbC", App = 7, AppOwner = "0x12", PoolPrice = 5 * System.Numerics.BigInteger.Pow(10, 17), Trust = 3, Tasks = 20, Category = 1 };

    [Theory]
    [InlineData("TARGET.Price >= 0.5 && TARGET.Trust <= 3", null)]
    [InlineData("TARGET.Price >= 0.6 && TARGET.Trust <= 3", "TARGET.Price >= 0.6 is false")]
    [InlineData("TARGET.Price >= 0.6 && TARGET.Trust < 3", "TARGET.Price >= 0.6 is false, TARGET.Trust < 3 is false")]
    [InlineData("TARGET.Requester == \"0xabc\"", null)]
    [InlineData("!member(TARGET.AppOwner, {\"0x12\", \"0x13\"})", "!member(TARGET.AppOwner,{ \"0x12\",\"0x13\" }) is false")]
    [InlineData("TARGET.Project == \"maps\"", "TARGET.Project == \"maps\" is undefined")]
    [InlineData("TARGET.Requester > 3", "TARGET.Requester > 3 is error")]
    [InlineData("false", "false is false")]
    [InlineData("TARGET.Direct", "TARGET.Direct is false")]
    public void A_pool_takes_requests_of_which_its_requirements_are_true_and_names_what_is_not(string requirements, string? refusal) =>
        new PoolRules { Requirements = requirements }.Of(JobAd.Of(Facts, MachineNeeds.None)).Refusal.Should().Be(refusal);

    [Theory]
    [InlineData("TARGET.Price", 0.5)]
    [InlineData("TARGET.Tasks * 2", 40)]
    [InlineData("TARGET.Nothing", 0)]
    [InlineData("0.0 / 0.0", 0)]
    [InlineData("", 0)]
    public void It_likes_some_better(string rank, double expected) =>
        new PoolRules { Rank = rank }.Of(JobAd.Of(Facts, MachineNeeds.None)).Should().Be(new PoolVerdict(expected, null));

    [Fact]
    public void Who_asks_for_nothing_takes_everything() => PoolRules.None.Of(JobAd.Of(new JobFacts(), MachineNeeds.None)).Should().BeSameAs(PoolVerdict.Indifferent);

    [Fact]
    public void What_is_no_expression_is_refused_with_its_name()
    {
        var act = () => new PoolRules { Rank = "1 +" }.Check();
        act.Should().Throw<FormatException>().WithMessage("rank is no ClassAd expression*");
    }

    [Fact]
    public void What_a_request_says_cannot_make_the_pools_evaluation_long()
    {
        var needs = new MachineNeeds { Ad = "[ a = b + b; b = c + c; c = d + d; d = e + e; e = f + f; f = g + g; g = h + h; h = i + i; i = j + j; j = k + k; k = l + l; l = m + m; m = n + n; n = o + o; o = 1 ]" };
        new PoolRules { Requirements = "TARGET.a == 16384" }.Of(JobAd.Of(Facts, needs)).Accepts.Should().BeFalse("it takes more steps than an ad may");
    }
}
