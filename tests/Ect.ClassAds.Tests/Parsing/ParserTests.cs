using Ect.ClassAds.Parsing;
using FsCheck;
using FsCheck.Xunit;

namespace Ect.ClassAds.Tests.Parsing;

public sealed class ParserTests
{
    [Property(MaxTest = 1000)]
    public bool Any_text_is_an_expression_or_says_where_it_is_none(string? text)
    {
        text ??= "";
        return Expression.TryParse(text, out var expression, out var error)
            ? expression!.ToString().Length > 0
            : error!.Position >= 0 && error.Position <= text.Length && error.Message.Length > 0 && error.Excerpt.EndsWith('^');
    }

    [Property(MaxTest = 1000)]
    public bool So_is_a_text_of_tokens(int seed)
    {
        var source = new RandomSource(seed);
        var text = string.Concat(Enumerable.Range(0, source.Next(20)).Select(_ => source.Pick(
            "(", ")", "[", "]", "{", "}", ";", ",", ".", "?", ":", "?:", "=", "==", "=?=", "&&", "-", "1", "0x", "1.5", "a", "is", "error", "\"s\"", "'n'", " ", "\"", "/*", "//", "f(", "\\", "é")));
        return Expression.TryParse(text, out _, out var error) ? error is null : error!.Position <= text.Length;
    }

    [Property(MaxTest = 1000)]
    public bool What_is_written_is_read_as_the_same(int seed)
    {
        var source = new RandomSource(seed);
        var context = ClassAd.Parse(source.Ad());
        var text = source.Expression();
        var expression = Expression.Parse(text);
        var again = Expression.Parse(expression.ToString());
        return again.ToString() == expression.ToString()
            && (text.Contains("unparse", StringComparison.Ordinal) || text.Contains("unresolved", StringComparison.Ordinal) || text.Contains("absTime(", StringComparison.Ordinal) || $"{again.Evaluate(context)}" == $"{expression.Evaluate(context)}");
    }

    [Property(MaxTest = 300)]
    public bool An_ad_that_is_written_is_read_as_the_same(int seed)
    {
        var ad = ClassAd.Parse(new RandomSource(seed).Ad());
        return ClassAd.Parse(ad.ToString()).ToString() == ad.ToString();
    }

    [Theory]
    [InlineData("a  +  b*2", "a + b * 2")]
    [InlineData("- 7", " - 7")]
    [InlineData("5 - -7", "5 - -7")]
    [InlineData("!x", " !x")]
    [InlineData("a ? : b", "a ? : b")]
    [InlineData("a ?: b", "a ?: b")]
    [InlineData("'my attr' + 'true'", "'my attr' + 'true'")]
    [InlineData("\"é\\t\"", "\"\\303\\251\\t\"")]
    [InlineData("[b=1;a=2;ab=3]", "[ a = 2; b = 1; ab = 3 ]")]
    [InlineData("0.1", "1.000000000000000E-01")]
    [InlineData("0.30000000000000004", "3.0000000000000004E-01")]
    public void Source_is_written_in_one_way(string text, string written) => Expression.Parse(text).ToString().Should().Be(written);

    [Theory]
    [InlineData("1 +", 3)]
    [InlineData("Memory >= ", 10)]
    [InlineData("(1", 2)]
    [InlineData("a.5", 1)]
    [InlineData("f(1,)", 4)]
    [InlineData("{1,}", 3)]
    [InlineData("x $ y", 2)]
    [InlineData("\"abc", 0)]
    [InlineData("\"é\" $", 4)]
    [InlineData("true ? 1", 8)]
    public void A_mistake_has_its_place(string text, int position)
    {
        Expression.TryParse(text, out _, out var error).Should().BeFalse();
        error!.Position.Should().Be(position);
    }

    [Fact]
    public void A_mistake_is_shown_under_its_line()
    {
        var parse = () => ClassAd.Parse("[ a = 1;\n  b = * 2 ]");
        parse.Should().Throw<ClassAdParseException>().Which.Error.ToString().Should()
            .Be("An expression is expected: here stands * (line 2, column 7)\n  b = * 2 ]\n      ^");
    }

    [Fact]
    public void A_mistake_far_in_a_long_line_is_shown_with_what_is_around_it()
    {
        Expression.TryParse($"{string.Join(" + ", Enumerable.Repeat("1", 200))} + * 1", out _, out var error).Should().BeFalse();
        var lines = error!.Excerpt.Split('\n');
        lines[0][lines[1].Length - 1].Should().Be('*');
        lines[0].Length.Should().BeLessThan(110);
    }

    [Theory]
    [InlineData("(", ")")]
    [InlineData("{", "}")]
    [InlineData("[a=", "]")]
    [InlineData("!", "")]
    [InlineData("f(", ")")]
    [InlineData("a[", "]")]
    [InlineData("1 ?: ", "")]
    [InlineData("1 ? 2 : ", "")]
    public void Nesting_has_a_limit(string open, string close)
    {
        Expression.TryParse(Nested(990), out var expression, out _).Should().BeTrue();
        expression!.Evaluate();
        Expression.TryParse(Nested(3_000), out _, out var error).Should().BeFalse();
        error!.Message.Should().Contain("deep at most");

        string Nested(int depth) => string.Concat(Enumerable.Repeat(open, depth)) + "1" + string.Concat(Enumerable.Repeat(close, depth));
    }

    [Fact]
    public void A_chain_may_be_long()
    {
        var text = string.Join(" + ", Enumerable.Repeat("1", 50_000));
        var expression = Expression.Parse(text);
        expression.Evaluate().Should().Be(Values.Value.Of(50_000L));
        expression.ToString().Should().Be(text);
    }

    [Fact]
    public void Texts_and_lists_have_limits()
    {
        Expression.TryParse(new string(' ', 2_000_000), out _, out var length).Should().BeFalse();
        length!.Message.Should().Contain("longer than");
        Expression.TryParse($"{{{string.Join(',', Enumerable.Repeat("1", 100_001))}}}", out _, out var elements).Should().BeFalse();
        elements!.Message.Should().Contain("elements at most");
    }
}
