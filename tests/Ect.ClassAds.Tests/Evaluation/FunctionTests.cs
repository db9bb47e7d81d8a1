using Ect.ClassAds.Values;

namespace Ect.ClassAds.Tests.Evaluation;

/// <summary>What the vectors do not cover.</summary>
public sealed class FunctionTests
{
    [Theory]
    [InlineData("size(\"é\")", "2")]
    [InlineData("toUpper(\"é\")", "\"\\303\\251\"")]
    [InlineData("avg({})", "0")]
    [InlineData("stringListMax(\"-5,-3\")", "0")]
    [InlineData("regexpMember(\"(\", {\"a\"})", "false")]
    [InlineData("relTime(strcat(\"5\"))", "relTime(\"00\")")]
    [InlineData("int(\"2K\")", "2048")]
    [InlineData("real(\"0x10\")", "1.600000000000000E+01")]
    [InlineData("int(1e30)", "-9223372036854775808")]
    [InlineData("9223372036854775808", "0")]
    [InlineData("split(\"a,,b\", \",\")", "{ \"a\", \"\", \"b\" }")]
    [InlineData("split(\"x\") is {\"x\"}", "false")]
    [InlineData("string({1, 1 + 1})", "\"{ 1,1 + 1 }\"")]
    [InlineData("regexps(\"([a-z]+)@([a-z]+)\", \"ana@cs\", \"\\\\2 \\\\1\")", "\"cs ana\"")]
    [InlineData("replaceAll(\"[0-9]+\", \"a1b22c\", \"#\")", "\"a#b#c\"")]
    [InlineData("regexp(\"^[[:alpha:]_]+\\\\d{2}$\", \"ab_12\")", "true")]
    [InlineData("regexp(\"(?P<x>a)\\\\1\", \"aa\")", "true")]
    [InlineData("formatTime(absTime(\"2024-12-30T01:02:03Z\"), \"%G-W%V-%u %I%p %e %U\")", "\"2025-W01-1 01AM 30 52\"")]
    [InlineData("splitTime(relTime(-90061.5))", "[ Days = -1; Type = \"RelativeTime\"; Hours = 1; Minutes = 1; Seconds = 1.500000000000000E+00 ]")]
    [InlineData("argsToList(\"a 'b c' d''e\")", "{ \"a\", \"b c\", \"de\" }")]
    [InlineData("listToArgs(split(\"a,it's\", \",\"))", "\"a 'it''s'\"")]
    [InlineData("mergeEnvironment(\"A=1 B=2\", undefined, \"A=3\")", "\"A=3 B=2\"")]
    [InlineData("userMap(\"m\", \"u\", \"p\", \"d\")", "\"d\"")]
    [InlineData("absTime(\"1969-12-31T23:59:59\")", "PARSE")]
    public void A_function_has_its_value(string text, string expected) =>
        (Expression.TryParse(text, out var expression, out _) ? $"{expression!.Evaluate()}" : "PARSE").Should().Be(expected);

    [Fact]
    public void Unparse_and_unresolved_look_at_expressions()
    {
        var ad = ClassAd.Parse("[ a = b + TARGET.c; b = d ; u = unparse(a); r = unresolved(a) ]");
        $"{ad.Evaluate("u")}".Should().Be("\"b + TARGET.c\"");
        $"{ad.Evaluate("r")}".Should().Be("\"d,c\"");
    }

    [Fact]
    public void Values_come_out_as_they_went_in()
    {
        var ad = ClassAd.Empty.With("Name", Value.Of("Ștefan")).With("n", Value.Of(3L)).With("l", Expression.Parse("{n, n + 1}")).With("sub", Expression.Parse("[m = n]"));
        ad.Evaluate("NAME").TryGetText(out var name).Should().BeTrue();
        name.Should().Be("Ștefan");
        ad.Evaluate("l").TryGetElements(out var elements).Should().BeTrue();
        elements.Should().Equal(Value.Of(3L), Value.Of(4L));
        ad.Evaluate("sub").TryGetAd(out var nested).Should().BeTrue();
        nested!.Evaluate("m").Should().Be(Value.Of(3L));
        ad.Without("n").Evaluate("l").TryGetElements(out elements).Should().BeTrue();
        elements[0].Should().Be(Value.Undefined);
        ad.Attributes.Select(pair => pair.Key).Should().Equal("l", "n", "sub", "Name");
    }
}
