using Ect.Contracts;
using FsCheck.Xunit;

namespace Ect.Protocol.Tests.Epochs;

public sealed class LaneSetTests
{
    [Property]
    public void A_set_of_lanes_is_the_set_of_its_lanes(byte[] lanes, byte[] others)
    {
        var set = LaneSet.Of(lanes.Select(lane => (int)lane));
        var other = LaneSet.Of(others.Select(lane => (int)lane));

        set.Should().Equal(lanes.Distinct().Order().Select(lane => (int)lane));
        set.Count.Should().Be(lanes.Distinct().Count());
        set.IsEmpty.Should().Be(lanes.Length == 0);
        LaneSet.FromWord(set.ToWord()).Should().Equal(set);
        (set & other).Should().Equal(set.Intersect(other).Order());
        (set | other).Should().Equal(set.Union(other).Order());
        (~set).Should().Equal(Enumerable.Range(0, LaneSet.Size).Except(set));
        (set & other).IsSubsetOf(set).Should().BeTrue();
        Enumerable.Range(0, LaneSet.Size).Should().OnlyContain(lane => set.Contains(lane) == lanes.Contains((byte)lane) && set.CountBelow(lane) == set.Count(l => l < lane));
    }

    [Fact]
    public void Lane_0_is_the_least_significant_bit_and_there_are_256()
    {
        LaneSet.Of(0).ToWord().ToNumber().IsOne.Should().BeTrue();
        LaneSet.All.Count.Should().Be(256);
        FluentActions.Invoking(() => LaneSet.Of(256)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => LaneSet.None.Contains(-1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => LaneSet.FromBytes(new byte[31])).Should().Throw<ArgumentException>();
    }
}
