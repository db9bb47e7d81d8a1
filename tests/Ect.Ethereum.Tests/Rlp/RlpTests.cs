using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Ect.Ethereum.Tests.Rlp;

public sealed class RlpTests
{
    [Property(MaxTest = 300, Arbitrary = [typeof(Items)])]
    public void Every_item_survives_encoding(RlpItem item) => Ethereum.Rlp.Decode(Ethereum.Rlp.Encode(item)).Should().Be(item);

    /// <summary>Whatever decodes has exactly one encoding: nothing can be written in two ways.</summary>
    [Property(MaxTest = 2000)]
    public void Bytes_that_decode_encode_to_themselves(byte[] bytes)
    {
        try
        {
            Ethereum.Rlp.Encode(Ethereum.Rlp.Decode(bytes)).Should().Equal(bytes);
        }
        catch (FormatException)
        {
            // Most random bytes are no RLP; any other exception fails the test.
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("81")]
    [InlineData("8100")] // a single byte below 0x80 with a prefix
    [InlineData("817f")]
    [InlineData("b800")] // long form of a short length
    [InlineData("b837")]
    [InlineData("b90000")] // leading zero in the length
    [InlineData("bfffffffffffffffff")] // 2^64 - 1 bytes
    [InlineData("ffffffffffffffffff")]
    [InlineData("bf7fffffffffffffff00")]
    [InlineData("c1")]
    [InlineData("c281")]
    [InlineData("0000")] // bytes after the end
    [InlineData("f800")]
    public void Malformed_input_is_refused(string hex) =>
        FluentActions.Invoking(() => Ethereum.Rlp.Decode(Hex.Decode(hex))).Should().Throw<FormatException>();

    [Fact]
    public void Deep_nesting_is_refused_without_exhausting_the_stack()
    {
        byte[] allowed = [0xc0];
        for (var i = 0; i < Ethereum.Rlp.MaxDepth; i++)
        {
            allowed = Wrap(allowed);
        }

        FluentActions.Invoking(() => Ethereum.Rlp.Decode(allowed)).Should().NotThrow();
        FluentActions.Invoking(() => Ethereum.Rlp.Decode(Wrap(allowed))).Should().Throw<FormatException>().WithMessage("*deeper than 64*");
    }

    private static byte[] Wrap(byte[] payload) => payload.Length <= 55 ? [(byte)(0xc0 + payload.Length), .. payload] : [0xf8, (byte)payload.Length, .. payload];

    private static class Items
    {
        public static Arbitrary<RlpItem> Item() => Gen.Sized(size => Sized(Math.Min(size, 40))).ToArbitrary();

        private static Gen<RlpItem> Sized(int size)
        {
            var text = ArbMap.Default.GeneratorFor<byte[]>().Select(bytes => (RlpItem)new RlpString(bytes));
            var @long = Gen.Choose(50, 300).Select(length => (RlpItem)new RlpString(new byte[length]));
            return size == 0 ? text : Gen.Frequency((3, text), (1, @long), (2, Gen.ListOf(Sized(size / 4)).Select(items => (RlpItem)new RlpList([.. items]))));
        }
    }
}
