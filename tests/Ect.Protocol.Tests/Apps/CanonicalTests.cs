using System.Globalization;
using System.Text;
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
        Rounded(raw, NumberGrid.OfDigits(3)).Should().Be(canonical);

    [Theory]
    [InlineData("0.0014 0.0015 -0.0015 7.0", "0.001 0.002 -0.002 7")]
    [InlineData("1.0e-30 1.0e3", "0 1000")]
    public void Numbers_are_rounded_to_a_step(string raw, string canonical) =>
        Rounded(raw, NumberGrid.OfStep("0.001")).Should().Be(canonical);

    /// <summary>A number of seven characters costs no more than it is long: its multiple of 7 would have 10,000 digits.</summary>
    [Theory]
    [InlineData("1.5e9999 -1E9999", "1.5e+9999 -1e+9999")]
    [InlineData("1e-9999 -1e-9999", "0 0")]
    [InlineData("1e40 3.0", "1.0000000000000000000000000000000000000003e+40 0")]
    [InlineData("1e41 1.0e42 10e40", "1e+41 1e+42 1e+41")]
    [InlineData("1e10000 1e10001", "1e+10000 1e10001")]
    public void Numbers_far_beyond_a_step_are_only_spelled_anew(string raw, string canonical)
    {
        Rounded(raw, NumberGrid.OfStep("7")).Should().Be(canonical);
        Rounded(canonical, NumberGrid.OfStep("7")).Should().Be(canonical);
    }

    [Fact]
    public void A_form_that_would_be_much_longer_than_its_text_is_not_made()
    {
        var text = string.Concat(Enumerable.Repeat("1e20,", CanonicalForm.MaxBytes / 20));

        Rounded(text, NumberGrid.OfStep("0.00000000000000000003")).Should().BeNull();
        Json($"[{text}0]").Should().BeNull();
    }

    [Theory]
    [InlineData("\uFEFFa \t\r\nb\rc\n\n\n", "a\nb\nc\n")]
    [InlineData("a", "a\n")]
    [InlineData(" \n", "")]
    [InlineData("\n\n a", "\n\n a\n")]
    public void Text_loses_what_editors_do_differently(string raw, string canonical) => Text(raw).Should().Be(canonical);

    /// <summary>Random strings and their normal form, both in hexadecimal UTF-16, made with Python's unicodedata.</summary>
    private static readonly string[] s_normalForms =
    [
        "0344202b21c92d961b7611070f790647 03080301202b21c92d961b7611070f790647",
        "0815031017e0033d0335 0815031017e00335033d",
        "05b71f732e91241a072f0323 05b703ad2e91241a072f0323",
        "2d390c260c0723b410b800e90341 2d390c260c0723b410b800e90301",
        "031725d2113e0457032f02b5059a08ee 031725d2113e0457032f02b508ee059a",
        "0bca26300fac 0bca26300fab0fb7",
        "11b61ed726e5123d26631f7b262d206b 11b61ed726e5123d266303cd262d206b",
        "239e2d541f6903302ca80340 239e2d541f6903302ca80300",
        "0343158a27171abf0ba9 0313158a27171abf0ba9",
        "2f440346031c2d5d0928 2f44031c03462d5d0928",
        "1a00163103471cf0119e07c003070f37 1a00163103471cf0119e07c00f370307",
        "06ab0d7c030003b3034429fb019d0308 06ab0d7c030003b30308030129fb019d0308",
        "033b0c07110e11501485212626c0 033b0c07110e1150148503a926c0",
        "1bb128e014bf0e381ce30b24 1bb128e014bf1ce30e380b24",
        "0540212b2da9 054000c52da9",
        "02ff03872c87061c2490219623a2 02ff00b72c87061c2490219623a2",
        "2e99089f1c84031c034b1fef01b30345 2e99089f1c84031c034b006001b30345",
        "2e2003412ef2014c0610 2e2003012ef2014c0610",
        "11bb11060312032dcc350fc12f732d01 11bb1106032d0312cc350fc12f732d01",
        "22aa06db00ac0310031d2e04 22aa06db00ac031d03102e04",
        "168c2b982329224e 168c2b983008224e",
        "1cd91ac60326 1cd903261ac6",
        "1fe52fcf08e10abc04eb 1fe52fcf0abc08e104eb",
        "29550959 29550916093c",
        "034411ea11b62b8b1193070727bb19bf 0308030111ea11b62b8b1193070727bb19bf",
        "1881030b0328081f290a0182224c0f69 18810328030b081f290a0182224c0f400fb5",
        "1ca22c51031a033c110010d726280324 1ca22c51033c031a110010d726280324",
        "03051de80bcd29d108f1 0bcd03051de829d108f1",
        "2344142f19ee0a5b 2344142f19ee0a1c0a3c",
        "280514410c8f03450335 280514410c8f03350345",
        "0820034e0f9f1bbc2e3f24db08fd 034e08200f9f1bbc2e3f24db08fd",
        "064a05182f890341 064a05182f890301",
        "1c771376195421ae0344 1c771376195421ae03080301",
        "18341a79033526ff02542c8d 183403351a7926ff02542c8d",
        "11410f840699141a0341 11410f840699141a0301",
        "1ecd00d91640030505b7 1ecd00d9164005b70305",
        "033f09e6042e1fbb0a2e1101 033f09e6042e03860a2e1101",
        "19601f60116d03442d0b2e57 19601f60116d030803012d0b2e57",
        "2b4d1f7d202a 2b4d03ce202a",
        "16cb1fa11817034006c71c0e03990302 16cb1fa11817030006c71c0e03990302",
    ];

    [Fact]
    public void Characters_take_unicodes_normal_form_C_on_a_system_without_its_tables()
    {
        foreach (var pair in s_normalForms.Select(vector => vector.Split(' ').Select(hex => Encoding.BigEndianUnicode.GetString(Convert.FromHexString(hex))).ToArray()))
        {
            Nfc.Of(pair[0]).Should().Be(pair[1]);
            Nfc.Of(pair[1]).Should().Be(pair[1]);
        }

        Text("cafe\u0301").Should().Be("caf\u00e9\n");
        Text("\u1112\u1161\u11ab").Should().Be("\ud55c\n");
        "cafe\u0301".Normalize().Should().Be("cafe\u0301", "the library does nothing here, which is why the tables are ours");
    }

    [Theory]
    [InlineData(" { \"b\" : [1.0, 1e2, -0.0], \"a\" : \"\\u00e9\\/\\u0001\" } ", "{\"a\":\"é/\\u0001\",\"b\":[1,100,0]}")]
    [InlineData("12345678901234567890123", "12345678901234567890123e0")]
    [InlineData("1E400", "1e+400")]
    [InlineData("[true,null,\"\\ud83d\\ude00\"]", "[true,null,\"😀\"]")]
    public void Json_is_written_in_one_way(string raw, string canonical) =>
        Json(raw).Should().Be(canonical == "12345678901234567890123e0" ? "1.2345678901234567890123e+22" : canonical);

    [Theory]
    [InlineData("{\"a\":1,\"a\":2}")]
    [InlineData("{")]
    [InlineData("\"\\ud800\"")]
    [InlineData("")]
    public void What_is_no_unambiguous_json_has_no_canonical_form(string raw) => Json(raw).Should().BeNull();

    [Fact]
    public void Json_nested_too_deeply_has_no_canonical_form() =>
        Json(new string('[', 1000) + new string(']', 1000)).Should().BeNull();

    [Property(MaxTest = 3000)]
    public Property Rounding_numbers_twice_is_rounding_them_once() => Prop.ForAll(
        Arb.From(Gen.Elements("0123456789....--++eE \nx_,)".ToCharArray()).ArrayOf().Select(c => new string(c))),
        Arb.From(Gen.Elements(s_grids)),
        (text, grid) =>
        {
            var once = Rounded(text, grid)!;
            return (Rounded(once, grid) == once).Label($"'{text}' → '{once}' → '{Rounded(once, grid)}'");
        });

    [Property]
    public bool A_rounded_number_lies_within_half_a_step(double value)
    {
        if (!double.IsFinite(value) || Math.Abs(value) > 1e9)
        {
            return true;
        }

        var text = value.ToString("E10", CultureInfo.InvariantCulture);
        var rounded = double.Parse(Rounded(text, NumberGrid.OfStep("0.25"))!, CultureInfo.InvariantCulture);
        return Math.Abs(rounded - double.Parse(text, CultureInfo.InvariantCulture)) <= 0.1250001 && rounded % 0.25 == 0;
    }

    [Property]
    public bool Canonical_text_is_its_own_canonical_form(string? text) =>
        Text(Text(text ?? "")) == Text(text ?? "");

    [Property]
    public bool Canonical_json_is_its_own_canonical_form_and_says_the_same(string?[] names, double[] numbers)
    {
        var raw = System.Text.Json.JsonSerializer.Serialize(new { names = names.Select(n => n ?? "").Where(IsWhole).ToArray(), numbers = numbers.Where(double.IsFinite).ToArray() });
        var once = Json(raw)!;
        using var before = System.Text.Json.JsonDocument.Parse(raw);
        using var after = System.Text.Json.JsonDocument.Parse(once);
        return Json(once) == once
            && before.RootElement.GetProperty("numbers").EnumerateArray().Select(n => n.GetDouble() + 0.0).SequenceEqual(after.RootElement.GetProperty("numbers").EnumerateArray().Select(n => n.GetDouble()))
            && before.RootElement.GetProperty("names").EnumerateArray().Select(n => n.GetString()).SequenceEqual(after.RootElement.GetProperty("names").EnumerateArray().Select(n => n.GetString()));
    }

    private static string? Rounded(string text, NumberGrid grid) => CanonicalNumbers.TryOf(text, grid, TestContext.Current.CancellationToken);

    private static string? Json(string text) => CanonicalJson.TryOf(text, TestContext.Current.CancellationToken);

    private static string Text(string text) => CanonicalText.Of(text, TestContext.Current.CancellationToken);

    private static bool IsWhole(string text) => text.EnumerateRunes().All(rune => rune.Value != 0xFFFD);
}
