using Ect.ClassAds.Values;
using Ect.Cli.Matchmaking;
using Ect.Sdk.Errors;

namespace Ect.Cli.Tests.Matchmaking;

public sealed class AttributeTextTests
{
    public static TheoryData<string, string, Value> Said => new()
    {
        { "Memory=8192", "Memory", Value.Of(8192L) },
        { "Offset=-7", "Offset", Value.Of(-7L) },
        { "HasGPU=true", "HasGPU", Value.True },
        { "HasGPU = false", "HasGPU", Value.False },
        { "Region=eu", "Region", Value.Of("eu") },
        { "Region=\"eu\"", "Region", Value.Of("eu") },
        { "Version=\"8192\"", "Version", Value.Of("8192") },
        { "Note=a=b", "Note", Value.Of("a=b") },
        { "Load=0.5x", "Load", Value.Of("0.5x") },
    };

    [Theory]
    [MemberData(nameof(Said))]
    public void What_is_typed_is_a_boolean_an_integer_or_a_text(string text, string name, Value value) =>
        AttributeText.Parse(text).Should().Be(KeyValuePair.Create(name, value));

    [Theory]
    [InlineData("Memory", "NAME=VALUE")]
    [InlineData("=1", "NAME=VALUE")]
    [InlineData("Load=0.5", "integers of 64 bits")]
    [InlineData("Big=9223372036854775808", "integers of 64 bits")]
    [InlineData("Region=", "says nothing")]
    [InlineData("Region=\"eu", "begins like a text in quotes")]
    [InlineData("Region=\"eu\" + 1", "begins like a text in quotes")]
    public void What_is_none_is_refused_with_the_rule(string text, string rule)
    {
        var act = () => AttributeText.Parse(text);
        act.Should().Throw<EctException>().WithMessage($"*{rule}*").Which.Code.Should().Be(ErrorCode.InvalidValue);
    }
}
