using Ect.ClassAds.Programs;
using Ect.ClassAds.Values;

namespace Ect.ClassAds.Tests.Programs;

public sealed class WordTests
{
    public static TheoryData<string> Kept =>
        ["undefined", "error", "true", "false", "0", "-1", "9223372036854775807", "-9223372036854775808", "\"\"", "\"é\"", "\"just about thirty-one bytes now\""];

    [Theory]
    [MemberData(nameof(Kept))]
    public void A_value_is_read_back_from_its_word(string text)
    {
        var value = Expression.Parse(text).Evaluate();

        Word.TryWrite(value, out var word, out _).Should().BeTrue();

        Word.Read(word!).Should().Be(value);
    }

    [Theory]
    [InlineData("1.5")]
    [InlineData("{1}")]
    [InlineData("[a = 1]")]
    [InlineData("relTime(1)")]
    [InlineData("\"thirty-two bytes is one too many\"")]
    public void Other_values_have_no_word(string text)
    {
        Word.TryWrite(Expression.Parse(text).Evaluate(), out var word, out var refusal).Should().BeFalse();
        word.Should().BeNull();
        refusal.Should().NotBeNullOrEmpty();
    }

    [Fact]
    public void A_text_with_a_zero_byte_has_no_word() => Word.TryWrite(Value.Of("a\0"), out _, out _).Should().BeFalse();

    [Theory]
    [InlineData("04")] // no type
    [InlineData("0000000000000000000000000000000000000000000000000000000000000001")] // undefined with something behind it
    [InlineData("0200000000000000000000000000000000000000000000000000000000000002")] // neither true nor false
    [InlineData("0300000000000000000000000000000000000000000000010000000000000000")] // more than 64 bits
    [InlineData("0541004200000000000000000000000000000000000000000000000000000000")] // a zero byte in a text
    [InlineData("0400000000000000000000000000000000000000000000000000000000000000")]
    public void What_is_no_values_word_is_not_read(string hex) =>
        FluentActions.Invoking(() => Word.Read(Convert.FromHexString(hex))).Should().Throw<ArgumentException>();
}
