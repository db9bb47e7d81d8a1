using System.Numerics;
using Ect.Ethereum;
using Ect.Protocol.Trust;
using FsCheck.Xunit;

namespace Ect.Protocol.Tests.Trust;

public sealed class ReputationTests
{
    private const ushort AllPayers = 0xffff;

    private static readonly BigInteger Token = BigInteger.Pow(10, 18);

    [Theory]
    [InlineData(0, 2)]
    [InlineData(9_999, 2)]
    [InlineData(10_000, 3)] // one token of fees for one token at stake
    [InlineData(29_999, 3)]
    [InlineData(30_000, 4)]
    [InlineData(70_000, 5)]
    [InlineData(149_999, 5)]
    [InlineData(150_000, 6)]
    [InlineData(uint.MaxValue, 6)]
    public void Each_bit_takes_fees_in_proportion_to_the_value(uint fees, int bits) =>
        new Reputation(fees, AllPayers, 100).BitsFor(Token, 100).Should().Be(bits);

    [Theory]
    [InlineData(0, 2)]
    [InlineData(0b1, 2)]
    [InlineData(0b11, 3)]
    [InlineData(0b111, 3)]
    [InlineData(0b1111, 4)]
    [InlineData(0xff, 6)]
    public void Fees_of_one_payer_alone_earn_no_bits(int payers, int bits) =>
        new Reputation(uint.MaxValue, (ushort)payers, 100).BitsFor(Token, 100).Should().Be(bits);

    [Fact]
    public void Where_nothing_is_at_stake_everybody_is_a_newcomer() =>
        new Reputation(uint.MaxValue, AllPayers, 100).BitsFor(0, 100).Should().Be(2);

    [Theory]
    [InlineData(100, 1000)]
    [InlineData(99, 1000)] // a clock that went back
    [InlineData(132, 750)]
    [InlineData(164, 500)]
    [InlineData(196, 375)]
    [InlineData(228, 250)]
    [InlineData(65_535, 0)]
    public void Fees_halve_every_64_days_and_in_between_on_a_straight_line(int day, uint fees) =>
        new Reputation(1000, 1, 100).FeesOn((ushort)day).Should().Be(fees);

    [Fact]
    public void Packing_is_that_of_the_hub()
    {
        new Reputation(0x11223344, 0x5566, 0x7788).Pack().Should().Be(0x1122334455667788);
        Reputation.Unpack(0x1122334455667788).Should().Be(new Reputation(0x11223344, 0x5566, 0x7788));
        Reputation.DayOf((20_000 * 86_400UL) + 86_399).Should().Be(20_000);
    }

    [Fact]
    public void A_payer_has_one_of_sixteen_bits()
    {
        // keccak256 of 32 zero bytes ends in 0x...63: bit 3.
        Reputation.PayerBit(Address.Zero).Should().Be(1 << 3);
        Enumerable.Range(0, 200).Select(i => Reputation.PayerBit(Who(i))).Distinct().Should().HaveCount(16);
    }

    [Fact]
    public void New_fees_are_added_to_what_the_old_ones_weigh()
    {
        var later = new Reputation(1000, 0b01, 100).Add(20, 0b10, 164);
        later.Should().Be(new Reputation(520, 0b11, 164));
        later.Add(BigInteger.Pow(10, 12), 0, 164).Fees.Should().Be(uint.MaxValue);
        default(Reputation).Merge(later, 164).Should().Be(later);
        later.Merge(default, 300).Should().Be(later);
    }

    [Property]
    public bool Fees_never_grow_by_waiting(uint fees, ushort day, ushort first, ushort more)
    {
        var reputation = new Reputation(fees, 1, day);
        var second = (ushort)Math.Min(ushort.MaxValue, first + more);
        return reputation.FeesOn(second) <= reputation.FeesOn(first);
    }

    [Property]
    public bool Bits_lie_between_a_newcomer_and_three(uint fees, ushort payers, ulong value)
    {
        var bits = new Reputation(fees, payers, 7).BitsFor(value, 7);
        return bits is >= Evidence.NewcomerBits and <= Evidence.MostVoteBits;
    }

    private static Address Who(int number) => Address.FromBytes([.. new byte[18], (byte)(number >> 8), (byte)number]);
}
