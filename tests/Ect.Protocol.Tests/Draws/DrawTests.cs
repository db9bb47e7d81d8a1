using System.Numerics;
using Ect.Ethereum;
using Ect.Protocol.Draws;
using FsCheck.Xunit;

namespace Ect.Protocol.Tests.Draws;

public sealed class DrawTests
{
    private static readonly Bytes32 Seed = DrawRule.SeedOf(Keccak256.Hash("block"), Keccak256.Hash("deal"));

    [Fact]
    public void The_seed_is_the_upper_152_bits_of_block_hash_and_deal()
    {
        var hash = Keccak256.Hash([.. Keccak256.Hash("block").ToBytes(), .. Keccak256.Hash("deal").ToBytes()]);
        Seed.ToNumber().Should().Be(hash.ToNumber() >> 104);
    }

    [Fact]
    public void A_digit_is_the_hash_of_four_words()
    {
        var worker = Who(0x0102);
        byte[] encoded = [.. Seed.ToBytes(), .. new byte[12], .. worker.ToBytes(), .. Bytes32.FromNumber(0x010203).ToBytes(), .. Bytes32.FromNumber(5).ToBytes()];
        var digits = new Lanes[8];
        Draw.Digits(Seed, worker, 0x010203, 3, digits);
        digits[2].ToBytes32().Should().Be(Keccak256.Hash(encoded));
    }

    [Theory]
    [InlineData(0, 8)]
    [InlineData(1499, 8)]
    [InlineData(1500, 16)]
    [InlineData(1599, 16)]
    [InlineData(1600, 32)]
    [InlineData(9999, 32)]
    public void The_width_doubles_after_five_and_six_durations(ulong at, uint width) =>
        DrawRule.WidthOf(trust: 3, start: 1000, duration: 100, at).Should().Be(width);

    [Theory]
    [InlineData(100, 8, 6, 6)] // 8·64 = 512 ≥ 400; 512 / 100 rounded up
    [InlineData(9, 8, 3, 8)] // 64 ≥ 36, 64 / 9 rounded up: everybody
    [InlineData(64, 8, 5, 4)]
    [InlineData(8, 8, 0, 1)]
    [InlineData(1_000_000, 4, 20, 5)]
    public void Digits_and_threshold_are_the_hubs(uint seats, uint width, int digits, uint threshold)
    {
        var rule = DrawRule.Of(seats, width);
        (rule.Digits, rule.Threshold).Should().Be((digits, threshold));
        rule.IsEverybody.Should().Be(threshold >= 1u << digits);
    }

    [Theory]
    [InlineData(10_000, 4, 3_000)]
    [InlineData(300, 8, 1_000)]
    [InlineData(100, 8, 700)]
    [InlineData(4, 8, 300)]
    public void Whoever_asks_for_all_tasks_of_a_deal_hears_what_single_tasks_say(uint seats, uint width, uint size)
    {
        var rule = DrawRule.Of(seats, width);
        var (all, single) = (new Draw(Seed, rule, size), new Draw(Seed, rule));
        foreach (var worker in Enumerable.Range(1, 20).Select(Who))
        {
            var drawn = Enumerable.Range(0, (int)size).Select(position => (uint)position).Where(position => single.IsDrawn(worker, position)).ToList();
            Enumerable.Range(0, (int)size).Select(position => (uint)position).Where(position => all.IsDrawn(worker, position)).Should().Equal(drawn);
            if (all.PositionsOf(worker) is { } positions)
            {
                positions.Should().Equal(drawn);
            }
        }

        (all.PositionsOf(Who(1)) is null).Should().Be(seats < 300, "where a tenth is drawn for each task a list would be long");
    }

    [Property]
    public bool Lanes_compared_at_once_are_the_definition(ushort seats, byte trust, uint number, byte word)
    {
        var rule = DrawRule.Of(1u + seats, 4u + (2u * (trust % 16u)));
        var worker = Who((int)(number & 0xffff));
        var draw = new Draw(Seed, rule);
        var lanes = draw.Of(worker, word);
        return Enumerable.Range(0, Lanes.Count).All(lane => lanes[lane] == IsDrawn(rule, worker, word, lane) && draw.IsDrawn(worker, (word * 256u) + (uint)lane) == lanes[lane]);
    }

    [Property]
    public bool A_wider_draw_has_everybody_of_the_narrower(ushort seats, byte trust, ushort number)
    {
        var width = 4u + (2u * (trust % 16u));
        var narrow = new Draw(Seed, DrawRule.Of(1u + seats, width)).Of(Who(number), 0);
        var wide = new Draw(Seed, DrawRule.Of(1u + seats, width * 2)).Of(Who(number), 0);
        var widest = new Draw(Seed, DrawRule.Of(1u + seats, width * 4)).Of(Who(number), 0);
        return (narrow & ~wide).IsEmpty && (wide & ~widest).IsEmpty;
    }

    [Property]
    public bool The_share_that_is_drawn_is_the_widths_and_a_quarter_more_at_most(uint seats, byte trust)
    {
        seats = 1 + (seats % 10_000_000);
        var width = 4u + (2u * (trust % 16u));
        var rule = DrawRule.Of(seats, width);
        return rule.IsEverybody
            ? (ulong)width * 5 >= (ulong)seats * 4
            : (ulong)rule.Threshold * seats >= (ulong)width << rule.Digits && (ulong)rule.Threshold * seats * 4 <= ((ulong)width << rule.Digits) * 5;
    }

    [Fact]
    public void A_thousand_tasks_draw_about_the_width_each()
    {
        var rule = DrawRule.Of(100, 8);
        var draw = new Draw(Seed, rule);
        var drawn = Enumerable.Range(0, 100).Sum(worker => Enumerable.Range(0, 4).Sum(word => draw.Of(Who(worker), (uint)word).SetCount));
        var mean = drawn / 1024.0;
        mean.Should().BeInRange(8.5, 10.3); // 100 · 6/64 = 9.375, five standard deviations of 0.09 and more
    }

    [Fact]
    public void Private_pools_and_small_ones_draw_everybody()
    {
        new Draw(Seed, DrawRule.Of(8, 8)).Of(Who(1), 7).Should().Be(Lanes.All);
        new Draw(Seed, DrawRule.Of(0, 4)).IsDrawn(Who(1), 70_000).Should().BeTrue();
    }

    private static bool IsDrawn(DrawRule rule, Address worker, uint word, int lane)
    {
        var number = BigInteger.Zero;
        for (var digit = 0; digit < rule.Digits; digit++)
        {
            byte[] encoded = [.. Seed.ToBytes(), .. new byte[12], .. worker.ToBytes(), .. Bytes32.FromNumber(word).ToBytes(), .. Bytes32.FromNumber(digit).ToBytes()];
            var hash = Keccak256.Hash(encoded).ToNumber();
            number = (number << 1) | ((hash >> lane) & 1);
        }

        return rule.IsEverybody || number < rule.Threshold;
    }

    private static Address Who(int number) => Address.FromBytes([.. new byte[18], (byte)(number >> 8), (byte)number]);
}
