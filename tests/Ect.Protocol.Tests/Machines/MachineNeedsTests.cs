using Ect.ClassAds;
using Ect.ClassAds.Matching;
using Ect.Protocol.Apps;
using Ect.Protocol.Machines;
using Ect.Protocol.Tasks;

namespace Ect.Protocol.Tests.Machines;

public sealed class MachineNeedsTests
{
    private static readonly MachineNeeds Needs = new() { Requirements = "TARGET.Memory >= 4096", Rank = "TARGET.Score" };

    [Fact]
    public void Requirements_and_rank_travel_in_params_and_manifests()
    {
        var text = new TaskParams { Needs = Needs }.ToCanonicalJson();
        text.Should().Be("""{"needs":{"requirements":"TARGET.Memory >= 4096","rank":"TARGET.Score"}}""");
        TaskParams.Parse(text).Needs.Should().Be(Needs);

        var manifest = new AppManifest.Wasm("bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi") { Requirements = Needs.Requirements, Rank = Needs.Rank };
        MachineNeeds.Of(AppManifest.Parse(System.Text.Encoding.UTF8.GetBytes(manifest.ToCanonicalJson()))).Should().Be(Needs);
    }

    [Theory]
    [InlineData("", "b", "b")]
    [InlineData("a", "", "a")]
    [InlineData("a", "a", "a")]
    [InlineData("a || c", "b", "(a || c) && (b)")]
    public void What_the_app_and_the_requester_require_must_both_hold(string app, string requester, string both) =>
        (Needs with { Requirements = app }).And(new() { Requirements = requester }).Requirements.Should().Be(both);

    [Fact]
    public void The_requesters_rank_is_the_one_that_counts()
    {
        Needs.And(new() { Rank = "-TARGET.Watts" }).Rank.Should().Be("-TARGET.Watts");
        Needs.And(MachineNeeds.None).Rank.Should().Be("TARGET.Score");
    }

    [Fact]
    public void A_preference_stands_in_the_place_of_a_rank()
    {
        Needs.And(new() { Prefer = "green" }).Should().Be(new MachineNeeds { Requirements = Needs.Requirements, Prefer = "green" });
        new TaskParams { Needs = new() { Prefer = "time=2,energy=1" } }.ToCanonicalJson().Should().Be("""{"needs":{"prefer":"time=2,energy=1"}}""");
        var both = () => new TaskParams { Needs = new() { Prefer = "fast", Rank = "1" } }.ToCanonicalJson();
        both.Should().Throw<FormatException>().WithMessage("needs.rank and needs.prefer both choose*");
        var unknown = () => new TaskParams { Needs = new() { Prefer = "best" } }.ToCanonicalJson();
        unknown.Should().Throw<FormatException>().WithMessage("There is no preference 'best'*");
    }

    [Theory]
    [InlineData("TARGET.Memory >", "needs.requirements is no ClassAd expression*line 1, column*")]
    [InlineData("((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((1", "needs.requirements is no ClassAd expression*")]
    public void What_is_no_expression_is_refused_with_its_place(string requirements, string message)
    {
        var act = () => new TaskParams { Needs = new() { Requirements = requirements } }.ToCanonicalJson();
        act.Should().Throw<FormatException>().WithMessage(message);
    }

    [Fact]
    public void A_long_expression_is_refused()
    {
        var act = () => AdExpression.Check("rank", new string('1', AdExpression.MaxBytes + 1));
        act.Should().Throw<FormatException>().WithMessage("rank has 2049 bytes; at most 2048 are allowed.");
    }

    [Fact]
    public void A_machine_sees_price_and_kind_of_a_task()
    {
        var facts = new JobFacts { PoolPrice = 5 * System.Numerics.BigInteger.Pow(10, 17), Category = 3, App = 7 };
        var machine = ClassAd.Parse($"[ Memory = 8192; Score = 9; Requirements = TARGET.Price >= 0.5 && TARGET.Category == 3 && TARGET.App == \"0x{7:x64}\" && TARGET.Runtime == \"wasm\" && TARGET.Dataset is undefined ]");
        var match = Match.Of(JobAd.Of(facts, Needs), machine, AdExpression.Options);
        match.IsMatch.Should().BeTrue();
        match.Rank.Should().Be(9);
        Match.Of(JobAd.Of(facts with { Category = 2 }, Needs), machine, AdExpression.Options).MachineAccepts.Should().BeFalse();
    }

    [Fact]
    public void A_task_says_of_itself_what_its_requester_adds_but_never_otherwise_than_the_deal()
    {
        var needs = new MachineNeeds { Ad = "[ Project = \"maps\"; Urgent = true ]", Rank = "MY.Urgent ? TARGET.Score : 0" };
        var text = new TaskParams { Needs = needs }.ToCanonicalJson();
        TaskParams.Parse(text).Needs.Should().Be(needs);
        JobAd.Of(new JobFacts(), needs).Evaluate("Project").ToString().Should().Be("\"maps\"");
        Match.Of(JobAd.Of(new JobFacts(), needs), ClassAd.Parse("[ Score = 7; Requirements = TARGET.Project == \"maps\" ]"), AdExpression.Options).Should().Match<Match>(match => match.IsMatch && match.Rank == 7);

        // A stranger's params were not checked by who signed them.
        var forged = new MachineNeeds { Ad = "[ Price = 99; Requester = \"somebody else\" ]" };
        JobAd.Of(new JobFacts { Requester = "ana" }, forged).Evaluate("Requester").ToString().Should().Be("\"ana\"");
        JobAd.Of(new JobFacts(), forged).Evaluate("Price").ToString().Should().Be("0.0");
        JobAd.Of(new JobFacts(), new() { Ad = "[ broken" }).Evaluate("Price").ToString().Should().Be("0.0");
    }

    [Theory]
    [InlineData("[ Project = ", "needs.ad is no ClassAd, such as *line 1, column*")]
    [InlineData("Project", "needs.ad is no ClassAd, such as *")]
    [InlineData("[ price = 3 ]", "needs.ad says price, which the deal says*")]
    [InlineData("[ Requirements = true ]", "needs.ad says Requirements, which the deal says or an option of its own*")]
    public void What_a_task_may_not_say_of_itself_is_refused(string ad, string message)
    {
        var act = () => new TaskParams { Needs = new() { Ad = ad } }.ToCanonicalJson();
        act.Should().Throw<FormatException>().WithMessage(message);
    }

    [Fact]
    public void A_strangers_text_that_is_no_expression_accepts_nothing() =>
        Match.Of(JobAd.Of(new JobFacts(), new() { Requirements = "1 +" }), ClassAd.Parse("[ Requirements = true ]"), AdExpression.Options).JobAccepts.Should().BeFalse();

    [Fact]
    public void A_pattern_that_may_take_long_is_error() =>
        Expression.Parse("regexp(\"(a+)+\\\\1$\", \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab\")").Evaluate(options: AdExpression.Options).IsError.Should().BeTrue();
}
