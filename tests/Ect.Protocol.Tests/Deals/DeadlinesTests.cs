using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Deals;

namespace Ect.Protocol.Tests.Deals;

public sealed class DeadlinesTests
{
    [Theory]
    [InlineData(60, 1240, 1480, 1600, 60)]
    [InlineData(10, 1040, 1080, 1100, 30)]
    [InlineData(uint.MaxValue, 17_179_870_180, 34_359_739_360, 42_949_673_950, uint.MaxValue)]
    public void Deadlines_follow_from_start_and_duration(uint duration, ulong selfAssign, ulong contribution, ulong final, ulong reveal)
    {
        var deadlines = Deadlines.Of(Deal(duration));

        deadlines.Should().Be(new Deadlines(selfAssign, contribution, final, reveal));
        deadlines.MayContribute(contribution).Should().BeTrue();
        deadlines.MayContributeUnasked(selfAssign).Should().BeFalse();
        deadlines.MayContributeUnasked(selfAssign + 1).Should().BeTrue();
        deadlines.MayContributeUnasked(contribution + 1).Should().BeFalse();
        deadlines.MayDecline(contribution).Should().BeFalse();
        deadlines.MayDecline(contribution + 1).Should().BeTrue();
        deadlines.MayAnybodyOpenReveal(contribution).Should().BeFalse();
        deadlines.MayContribute(contribution + 1).Should().BeFalse();
        deadlines.MayAnybodyOpenReveal(contribution + 1).Should().BeTrue();
        deadlines.MayClaim(final).Should().BeFalse();
        deadlines.MayClaim(final + 1).Should().BeTrue();
    }

    private static Deal Deal(uint duration) => new(
        Bytes32.Zero, 0, 1, 1, 0, 1, Address.Zero, Address.Zero, Address.Zero, Address.Zero, Address.Zero, Address.Zero, Address.Zero, Address.Zero,
        0, 0, 0, 0, 0, 0, 0, 0, 1, 0, duration, 1000, Bytes32.Zero, Bytes32.Zero);
}
