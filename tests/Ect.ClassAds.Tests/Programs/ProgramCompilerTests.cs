using Ect.ClassAds.Programs;
using Ect.ClassAds.Values;

namespace Ect.ClassAds.Tests.Programs;

public sealed class ProgramCompilerTests
{
    private const string LongText = "\"thirty-two bytes is one too many\"";

    [Fact]
    public void Operands_stand_before_their_operator() =>
        Program("!(TARGET.x >= 3) || true").Should().Be($"06{Padded("78")} 04{3:x16} 1e 08 03 11".Replace(" ", "", StringComparison.Ordinal));

    [Theory]
    [InlineData("undefined", "00")]
    [InlineData("error", "01")]
    [InlineData("false", "02")]
    [InlineData("-1", "04ffffffffffffffff")]
    [InlineData("true ? true : false", "03030215")]
    [InlineData("undefined ?: true", "000314")]
    [InlineData("true isnt error", "030113")]
    [InlineData("-true", "0309")]
    [InlineData("Nothing", "00")]
    [InlineData("MY.Nothing", "00")]
    public void Each_part_is_its_instruction(string text, string expected) => Program(text).Should().Be(expected);

    [Fact]
    public void A_text_stands_in_the_program() => Program("\"Ab\"").Should().Be("05" + Padded("4162"));

    [Fact]
    public void A_text_that_is_not_ASCII_is_bytes() => Program("\"é\"").Should().Be("05" + Padded("c3a9"));

    [Theory]
    [InlineData("TARGET.GPUs")]
    [InlineData("target.gpus")]
    [InlineData("OTHER.'gpUS'")]
    public void Names_of_the_pool_stand_there_in_small_letters(string text) => Program(text).Should().Be("06" + Padded("67707573"));

    [Theory]
    [InlineData("Need", "MY.Base * 2")]
    [InlineData("MY.need", "Base * 2")]
    public void What_the_own_ad_says_is_put_in(string text, string meaning) =>
        Program(text, $"[ Need = {meaning}; Base = 4 ]").Should().Be($"04{4:x16}04{2:x16}22");

    [Theory]
    [InlineData("TARGET.Load < 0.5", "5.000000000000000E-01", "integers")]
    [InlineData("TARGET.A && size(TARGET.Name) > 2", "size(TARGET.Name)", "no functions")]
    [InlineData("TARGET.A == {1, 2}", "{ 1,2 }", "no lists")]
    [InlineData("TARGET.A[1]", "TARGET.A[1]", "no subscripts")]
    [InlineData("[ a = 1 ] is 1", "[ a = 1 ]", "no nested ads")]
    [InlineData("TARGET.Since > absTime(\"2024-02-29T12:00:00Z\")", "absTime", "no times")]
    [InlineData("TARGET.A == " + LongText, LongText, "31 bytes at most, this one has 32")]
    [InlineData("TARGET.'thirty-two bytes is one too many'", "thirty-two", "31 bytes at most")]
    [InlineData("TARGET.A.B", "TARGET.A.B", "names on chain are")]
    [InlineData(".A", ".A", "names on chain are")]
    [InlineData("Nested.x", "Nested.x", "names on chain are")]
    [InlineData("TARGET.Parent", "TARGET.Parent", "a meaning of its own")]
    [InlineData("self", "self", "a meaning of its own")]
    [InlineData("MY.Loop > 1", "Loop", "refers to itself")]
    public void What_contracts_do_not_have_is_refused_with_the_part_and_the_rule(string text, string part, string rule)
    {
        var refusal = Refusal(text, "[ Loop = MY.Other1 + 1; Other1 = Loop; Nested = [ x = 1 ] ]");

        var colon = refusal.LastIndexOf(": ", StringComparison.Ordinal);
        refusal[..colon].Should().Contain(part);
        refusal[colon..].Should().Contain(rule);
    }

    [Fact]
    public void A_zero_byte_in_a_text_is_refused() // it cannot be written, and a value can have it
    {
        ProgramCompiler.TryCompile(Expression.Of(Value.Of("a\0b")), ClassAd.Empty, out _, out var refusal).Should().BeFalse();
        refusal.Should().Contain("no zero byte");
    }

    [Theory]
    [InlineData("TARGET.x", "[ Target = 1 ]")]
    [InlineData("MY.x", "[ My = 1 ]")]
    public void An_attribute_that_hides_a_prefix_is_refused(string text, string own) => Refusal(text, own).Should().Contain("hides the prefix");

    [Fact]
    public void A_program_has_an_end()
    {
        var clauses = string.Join(" && ", Enumerable.Repeat("true", 512));
        Program(clauses).Should().HaveLength(2 * 1023);
        Refusal(clauses + " && true").Should().Contain("1024 bytes at most");
    }

    [Fact]
    public void A_chain_of_a_hundred_thousand_is_refused_at_once() =>
        Refusal(string.Join("+", Enumerable.Repeat("1", 100_000))).Should().Contain("1024 bytes at most");

    [Fact]
    public void Attributes_that_double_each_other_are_refused_at_once() =>
        Refusal("a0", $"[ {string.Join("; ", Enumerable.Range(0, 15).Select(i => $"a{i} = a{i + 1} + a{i + 1}"))}; a15 = 1 ]").Should().Contain("1024 bytes at most");

    [Fact]
    public void A_stack_has_thirty_two_places()
    {
        Program(Nested(31)).Should().NotBeEmpty();
        Refusal(Nested(32)).Should().Contain("32 values at once");

        static string Nested(int depth) => string.Concat(Enumerable.Repeat("true && (", depth)) + "true" + new string(')', depth);
    }

    [Fact]
    public void Nesting_has_an_end() => Refusal(new string('(', 300) + "true" + new string(')', 300)).Should().Contain("nested 256 deep at most");

    [Fact]
    public void A_chain_of_own_attributes_has_an_end() =>
        Refusal("a0", $"[ {string.Join("; ", Enumerable.Range(0, 16).Select(i => $"a{i} = a{i + 1}"))}; a16 = 1 ]").Should().Contain("16 attributes refer to each other");

    [Fact]
    public void A_long_part_is_quoted_in_part() => Refusal(string.Join(" && ", Enumerable.Repeat("true", 1000))).Should().Contain("…").And.Match(text => text.Length < 200);

    [Theory]
    [InlineData("TARGET.A > 1 && size(TARGET.Name) > 2", 16)]
    [InlineData("TARGET.Load < 0.5", 14)]
    [InlineData("true &&\n  !TARGET.A[1]", 11)]
    [InlineData("(TARGET.A ? {1} : 2)", 12)]
    [InlineData("TARGET.A == \"é\" || 1.5 > 1", 19)]
    [InlineData("1 + Real", 4)]
    [InlineData("true || Through > 1", 8)]
    public void A_refusal_shows_the_place(string text, int position)
    {
        ProgramCompiler.TryCompile(text, ClassAd.Parse("[ Real = 0.5; Through = 1 + MY.Real ]"), out var program, out var error).Should().BeFalse();
        program.Should().BeNull();
        error!.Position.Should().Be(position);
    }

    [Fact]
    public void What_is_no_expression_is_refused_at_its_place()
    {
        ProgramCompiler.TryCompile("TARGET.A >", ClassAd.Empty, out _, out var error).Should().BeFalse();
        error!.Message.Should().Contain("expression is expected");
    }

    [Fact]
    public void A_text_and_its_expression_give_the_same_program()
    {
        ProgramCompiler.TryCompile("TARGET.A > MY.Real + 1", ClassAd.Parse("[ Real = 2 ]"), out var program, out _).Should().BeTrue();
        Convert.ToHexStringLower(program!).Should().Be(Program("TARGET.A > MY.Real + 1", "[ Real = 2 ]"));
    }

    private static string Padded(string hex) => hex.PadRight(2 * ProgramLimits.Text, '0');

    private static string Program(string text, string own = "[]")
    {
        ProgramCompiler.TryCompile(Expression.Parse(text), ClassAd.Parse(own), out var program, out var refusal).Should().BeTrue(refusal);
        return Convert.ToHexStringLower(program!);
    }

    private static string Refusal(string text, string own = "[]")
    {
        ProgramCompiler.TryCompile(Expression.Parse(text), ClassAd.Parse(own), out var program, out var refusal).Should().BeFalse();
        program.Should().BeNull();
        return refusal!;
    }
}
