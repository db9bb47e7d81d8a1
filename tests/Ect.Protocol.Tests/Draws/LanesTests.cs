using System.Numerics;
using Ect.Ethereum;
using Ect.Protocol.Draws;
using FsCheck.Xunit;

namespace Ect.Protocol.Tests.Draws;

public sealed class LanesTests
{
    [Property]
    public bool A_lane_is_a_bit_of_the_number(byte lane) =>
        Lanes.Of(lane).ToBytes32().ToNumber() == BigInteger.One << lane && Lanes.Of(lane)[lane] && Lanes.Of(lane).Each().Single() == lane;

    [Property]
    public bool The_lanes_below_are_a_number_less_one(byte lane) =>
        Lanes.Below(lane).ToBytes32().ToNumber() == (BigInteger.One << lane) - 1 && Lanes.Below(lane).SetCount == lane;

    [Property]
    public bool Bytes_come_back(byte[] seed)
    {
        var word = Keccak256.Hash(seed);
        var lanes = Lanes.FromBytes32(word);
        return lanes.ToBytes32() == word
            && (lanes & ~lanes).IsEmpty
            && (lanes | ~lanes) == Lanes.All
            && lanes.Each().Aggregate(Lanes.None, (all, lane) => all | Lanes.Of(lane)) == lanes;
    }

    [Fact]
    public void There_are_256_lanes()
    {
        Lanes.Below(256).Should().Be(Lanes.All);
        FluentActions.Invoking(() => Lanes.Of(256)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Lanes.Of(-1)).Should().Throw<ArgumentOutOfRangeException>();
    }
}
