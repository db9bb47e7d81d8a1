using Ect.ClassAds.Matching;
using Ect.ClassAds.Values;
using FsCheck.Xunit;

namespace Ect.ClassAds.Tests.Evaluation;

/// <summary>Every expression has a value, and soon.</summary>
public sealed class TotalityTests
{
    [Property(MaxTest = 1000)]
    public bool Any_expression_in_any_ad_has_a_value(int seed)
    {
        var source = new RandomSource(seed);
        var ad = ClassAd.Parse(source.Ad());
        var expression = Expression.Parse(source.Expression(6));
        return expression.Evaluate(ad).ToString().Length > 0 && expression.Evaluate(ad, EvaluationOptions.OfOld).ToString().Length > 0;
    }

    [Theory]
    [InlineData("a", "[a = a]")]
    [InlineData("a", "[a = b; b = a + 1]")]
    [InlineData("a", "[a = eval(\"a\")]")]
    [InlineData("a", "[a = {a}[0] + 1]")]
    [InlineData("a", "[a = strcat(a, \"x\")]")]
    [InlineData("a", "[a = [b = c].b; c = a]")]
    [InlineData("a + 1", "[a = 0 ? 1 : a]")]
    public void A_cycle_is_error(string text, string ad)
    {
        var value = Expression.Parse(text).Evaluate(ClassAd.Parse(ad));
        value.IsError.Should().BeTrue();
    }

    [Fact]
    public void Calls_that_begin_anew_in_nested_ads_end_too() =>
        Expression.Parse("a").Evaluate(ClassAd.Parse("[a = countMatches(a, {[x = 1]}) + sum({a}.b)]")).IsError.Should().BeTrue();

    [Fact]
    public void Work_that_doubles_with_every_attribute_ends()
    {
        var ad = ClassAd.Parse($"[ a0 = 1; {string.Join("; ", Enumerable.Range(1, 60).Select(i => $"a{i} = a{i - 1} + a{i - 1}"))} ]");
        ad.Evaluate("a10").Should().Be(Value.Of(1024L));
        ad.Evaluate("a60").IsStopped.Should().BeTrue();
    }

    [Fact]
    public void Strings_that_double_with_every_attribute_end()
    {
        var ad = ClassAd.Parse($"[ s0 = \"0123456789\"; {string.Join("; ", Enumerable.Range(1, 40).Select(i => $"s{i} = strcat(s{i - 1}, s{i - 1})"))} ]");
        ad.Evaluate("s3").TryGetText(out var text).Should().BeTrue();
        text.Should().HaveLength(80);
        ad.Evaluate("s40").IsError.Should().BeTrue();
    }

    [Fact]
    public void Lists_that_double_with_every_attribute_are_not_written_out()
    {
        var ad = ClassAd.Parse($"[ a0 = {{1}}; x = [ y = 1 ]; b0 = {{1}}; {string.Join("; ", Enumerable.Range(1, 60).Select(i => $"a{i} = {{a{i - 1}, a{i - 1}}}; b{i} = evalInEachContext(b{i - 1}, {{x, x}})"))} ]");
        ad.Evaluate("a2").ToString().Should().Be("{ { { 1 }, { 1 } }, { { 1 }, { 1 } } }");
        ad.Evaluate("a60").ToString().Should().Be("error");
        Expression.Parse("size(string(b60))").Evaluate(ad).IsError.Should().BeTrue();
    }

    [Fact]
    public void A_chain_of_operators_too_long_to_look_into_is_evaluated()
    {
        var job = ClassAd.Parse($"[ Requirements = {string.Join(" || ", Enumerable.Repeat("TARGET.x > 1", 20_000))} ]");
        var table = new MachineTable { CompileFrom = 1 };
        table.Add(ClassAd.Parse("[ x = 2; Requirements = true ]"));
        table.Prepare(job).CountMatches().Should().Be(1);
        RequirementsAnalysis.Of(job, table).Matches.Should().Be(1);
    }

    [Theory]
    [InlineData("regexp(\"^(a+)+$\", S)")]
    [InlineData("regexp(\"(a|aa)+b\", S)")]
    [InlineData("regexp(\"(a*)*\\\\1b\", S)")]
    [InlineData("regexp(\"(?=(a+)+b)c\", S)")]
    [InlineData("replaceAll(\"(a*)*b\", S, \"x\")")]
    public void No_pattern_hangs(string text)
    {
        var ad = ClassAd.Empty.With("S", Value.Of(new string('a', 5_000) + "!"));
        Expression.Parse(text).Evaluate(ad).Kind.Should().BeOneOf(ValueKind.Boolean, ValueKind.Error, ValueKind.String);
    }

    [Fact]
    public void Limits_can_be_set()
    {
        var few = new EvaluationOptions { Limits = new() { Steps = 10 } };
        Expression.Parse("1 + 2").Evaluate(null, few).Should().Be(Value.Of(3L));
        Expression.Parse("sum({1,1,1,1,1,1,1,1,1,1 + 1,1 + 1,1 + 1,1 + 1,1 + 1,1 + 1,1 + 1,1 + 1,1 + 1,1 + 1})").Evaluate(null, few).IsStopped.Should().BeTrue();
    }
}
