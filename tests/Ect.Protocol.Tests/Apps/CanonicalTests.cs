using System.Globalization;
using Ect.Protocol.Apps;
using Ect.Protocol.Apps.Canonical;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Ect.Protocol.Tests.Apps;

/// <summary>Every canonical form is its own canonical form, else whoever recomputed it would disagree with whoever agreed on it.</summary>
public sealed class CanonicalTests
{
    private static readonly NumberGrid[] s_grids =
        [NumberGrid.OfDigits(1), NumberGrid.OfDigits(3), NumberGrid.OfDigits(17), NumberGrid.OfStep("0.001"), NumberGrid.OfStep("7"), NumberGrid.OfStep("0.25")];

    [Theory]
    [InlineData("x = 1.23456, y=-0.00049\n", "x = 1.23, y=-0.00049\n")]
    [InlineData("1.5e-9;2.5E+30;123456.7", "1.5e-9;2.5e+30;123000")]
    [InlineData("2026-11-28 v1.2.3 abc1.55 0x1e5 42 1234567", "2026-11-28 v1.2.3 abc1.55 0x1e5 42 1234567")]
    [InlineData("{\"a\":0.30000000000000004}", "{\"a\":0.3}")]
    [InlineData("3-0.30000000000000004", "3-0.3")]
    [InlineData("-0.0 1.0", "0 1")]
    public void Numbers_are_rounded_to_significant_digits_and_words_are_left_alone(string raw, string canonical) =>
        CanonicalNumbers.Of(raw, NumberGrid.OfDigits(3)).Should().Be(canonical);

    [Theory]
    [InlineData("0.0014 0.0015 -0.0015 7.0", "0.001 0.002 -0.002 7")]
    [InlineData("1.0e-30 1.0e3", "0 1000")]
    public void Numbers_are_rounded_to_a_step(string raw, string canonical) =>
        CanonicalNumbers.Of(raw, NumberGrid.OfStep("0.001")).Should().Be(canonical);

    [Theory]
    [InlineData("\uFEFFa \t\r\nb\rc\n\n\n", "a\nb\nc\n")]
    [InlineData("a", "a\n")]
    [InlineData(" \n", "")]
    [InlineData("\n\n a", "\n\n a\n")]
    public void Text_loses_what_editors_do_differently(string raw, string canonical) => CanonicalText.Of(raw).Should().Be(canonical);

    [Theory]
    [InlineData(" { \"b\" : [1.0, 1e2, -0.0], \"a\" : \"\\u00e9\\/\\u0001\" } ", "{\"a\":\"é/\\u0001\",\"b\":[1,100,0]}")]
    [InlineData("12345678901234567890123", "12345678901234567890123e0")]
    [InlineData("1E400", "1e+400")]
    [InlineData("[true,null,\"\\ud83d\\ude00\"]", "[true,null,\"😀\"]")]
    public void Json_is_written_in_one_way(string raw, string canonical) =>
        CanonicalJson.TryOf(raw).Should().Be(canonical == "12345678901234567890123e0" ? "1.2345678901234567890123e+22" : canonical);

    [Theory]
    [InlineData("{\"a\":1,\"a\":2}")]
    [InlineData("{")]
    [InlineData("\"\\ud800\"")]
    [InlineData("")]
    public void What_is_no_unambiguous_json_has_no_canonical_form(string raw) => CanonicalJson.TryOf(raw).Should().BeNull();

    [Fact]
    public void Json_nested_too_deeply_has_no_canonical_form() =>
        CanonicalJson.TryOf(new string('[', 1000) + new string(']', 1000)).Should().BeNull();

    [Property(MaxTest = 3000)]
    public Property Rounding_numbers_twice_is_rounding_them_once() => Prop.ForAll(
        Arb.From(Gen.Elements("0123456789....--++eE \nx_,)".ToCharArray()).ArrayOf().Select(c => new string(c))),
        Arb.From(Gen.Elements(s_grids)),
        (text, grid) =>
        {
            var once = CanonicalNumbers.Of(text, grid);
            return (CanonicalNumbers.Of(once, grid) == once).Label($"'{text}' → '{once}' → '{CanonicalNumbers.Of(once, grid)}'");
        });

    [Property]
    public bool A_rounded_number_lies_within_half_a_step(double value)
    {
        if (!double.IsFinite(value) || Math.Abs(value) > 1e9)
        {
            return true;
        }

        var text = value.ToString("E10", CultureInfo.InvariantCulture);
        var rounded = double.Parse(CanonicalNumbers.Of(text, NumberGrid.OfStep("0.25")), CultureInfo.InvariantCulture);
        return Math.Abs(rounded - double.Parse(text, CultureInfo.InvariantCulture)) <= 0.1250001 && rounded % 0.25 == 0;
    }

    [Property]
    public bool Canonical_text_is_its_own_canonical_form(string? text) =>
        CanonicalText.Of(CanonicalText.Of(text ?? "")) == CanonicalText.Of(text ?? "");

    [Property]
    public bool Canonical_json_is_its_own_canonical_form_and_says_the_same(string?[] names, double[] numbers)
    {
        var raw = System.Text.Json.JsonSerializer.Serialize(new { names = names.Select(n => n ?? "").Where(IsWhole).ToArray(), numbers = numbers.Where(double.IsFinite).ToArray() });
        var once = CanonicalJson.TryOf(raw)!;
        using var before = System.Text.Json.JsonDocument.Parse(raw);
        using var after = System.Text.Json.JsonDocument.Parse(once);
        return CanonicalJson.TryOf(once) == once
            && before.RootElement.GetProperty("numbers").EnumerateArray().Select(n => n.GetDouble() + 0.0).SequenceEqual(after.RootElement.GetProperty("numbers").EnumerateArray().Select(n => n.GetDouble()))
            && before.RootElement.GetProperty("names").EnumerateArray().Select(n => n.GetString()).SequenceEqual(after.RootElement.GetProperty("names").EnumerateArray().Select(n => n.GetString()));
    }

    private static bool IsWhole(string text) => text.EnumerateRunes().All(rune => rune.Value != 0xFFFD);
}
