using Ect.Protocol.Certification;
using FsCheck.Xunit;

namespace Ect.Protocol.Tests.Certification;

public sealed class SpotCheckTests
{
    private static readonly int[] Known = [10, 20, 30, 40];

    [Theory]
    [InlineData(0.1, 0.05, true)]
    [InlineData(0.1, 0.1, false)]
    [InlineData(0, 0, false)]
    public void A_check_is_due_as_often_as_the_rate_says(double rate, double roll, bool expected) =>
        SpotCheck.IsDue(new(new MajorityRule(1)) { CheckRate = rate }, roll).Should().Be(expected);

    [Theory]
    [InlineData(0, 10)]
    [InlineData(0.3, 30)] // 20 was seen
    [InlineData(0.99, 40)]
    public void It_is_a_task_that_the_worker_has_not_seen(double roll, int expected)
    {
        SpotCheck.TryChoose(Known, task => task == 20, roll, out var chosen).Should().BeTrue();
        chosen.Should().Be(expected);
    }

    [Fact]
    public void Who_has_seen_everything_cannot_be_checked() =>
        SpotCheck.TryChoose(Known, _ => true, 0.5, out _).Should().BeFalse();

    [Property]
    public bool Every_chance_finds_the_only_task_left(ushort roll, byte left)
    {
        var only = Known[left % Known.Length];
        return SpotCheck.TryChoose(Known, task => task != only, roll / 65_536.0, out var chosen) && chosen == only;
    }
}
