using System.Numerics;
using System.Text.Json;

namespace Ect.Ethereum.Tests.Primitives;

public sealed class TextTests
{
    private const string Checksummed = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";

    [Fact]
    public void Addresses_are_written_with_their_checksum_and_read_only_with_the_right_one()
    {
        Address.Parse(Checksummed.ToLowerInvariant()).ToString().Should().Be(Checksummed);
        Address.Parse("0x" + Checksummed[2..].ToUpperInvariant()).ToString().Should().Be(Checksummed);
        Address.TryParse(Checksummed.Replace("aA", "Aa", StringComparison.Ordinal), out _).Should().BeFalse();
        Address.TryParse(Checksummed[..^1], out _).Should().BeFalse();
        Address.TryParse(Checksummed + "00", out _).Should().BeFalse();
        Address.TryParse("0x" + new string('g', 40), out _).Should().BeFalse();
        Address.TryParse(null, out _).Should().BeFalse();
        Address.Zero.IsZero.Should().BeTrue();
    }

    [Fact]
    public void Addresses_and_hashes_pass_through_json()
    {
        var values = new Dictionary<Address, Bytes32> { [Address.Parse(Checksummed)] = Keccak256.Hash("x") };
        var json = JsonSerializer.Serialize(values);
        JsonSerializer.Deserialize<Dictionary<Address, Bytes32>>(json).Should().Equal(values);
        FluentActions.Invoking(() => JsonSerializer.Deserialize<Address>("\"0x12\"")).Should().Throw<JsonException>();
        FluentActions.Invoking(() => JsonSerializer.Deserialize<Bytes32>("7")).Should().Throw<JsonException>();
    }

    [Fact]
    public void Values_are_ordered_as_numbers()
    {
        var small = Bytes32.FromNumber(1);
        var large = Bytes32.FromNumber(BigInteger.Pow(2, 255));
        (small < large).Should().BeTrue();
        large.ToNumber().Should().Be(BigInteger.Pow(2, 255));
        Address.Parse("0x0000000000000000000000000000000000000002").Should().BeGreaterThan(Address.Parse("0x0000000000000000000000000000000000000001"));
        FluentActions.Invoking(() => Bytes32.FromNumber(BigInteger.Pow(2, 256))).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Bytes32.FromNumber(-1)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Theory]
    [InlineData("1.5", "1500000000000000000")]
    [InlineData("0.000000000000000001", "1")]
    [InlineData("0", "0")]
    [InlineData(".5", "500000000000000000")]
    [InlineData("1000000", "1000000000000000000000000")]
    public void Ether_is_read_exactly(string text, string wei)
    {
        Units.ParseEther(text).ToString().Should().Be(wei);
        Units.ParseEther(Units.FormatEther(Units.ParseEther(text))).ToString().Should().Be(wei);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("-1")]
    [InlineData("1e5")]
    [InlineData("1,5")]
    [InlineData("1.0000000000000000001")]
    [InlineData("1.2.3")]
    public void Ether_that_is_no_plain_number_is_refused(string text) =>
        FluentActions.Invoking(() => Units.ParseEther(text)).Should().Throw<FormatException>();

    [Fact]
    public void Amounts_are_written_without_trailing_zeros()
    {
        Units.FormatEther(Units.ParseEther("1.50")).Should().Be("1.5");
        Units.FormatEther(1).Should().Be("0.000000000000000001");
        Units.FormatEther(-Units.ParseEther("2")).Should().Be("-2");
        Units.Format(1234, 0).Should().Be("1234");
    }
}
