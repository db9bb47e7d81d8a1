using Ect.Protocol.Qos;
using FsCheck.Xunit;

namespace Ect.Protocol.Tests.Qos;

public sealed class HelpStrategyTests
{
    // 90 of 100 are completed, one a second; all are assigned.
    private static readonly BagProgress Tail = Bags.Of(100, _ => 0, task => task < 90 ? task + 1 : null);

    [Theory]
    [InlineData("9C-G-D", 89, 100, false)]
    [InlineData("9C-G-D", 90, 100, true)]
    [InlineData("9.5C-G-D", 94, 100, false)]
    [InlineData("9.5C-G-D", 95, 100, true)]
    [InlineData("9A-G-D", 0, 89, false)]
    [InlineData("9A-G-D", 0, 90, true)]
    public void A_threshold_is_reached_with_its_last_task(string strategy, int completed, int assigned, bool due) =>
        HelpStrategy.Parse(strategy).When.IsDue(Bags.Of(100, task => task < assigned ? 0 : null, task => task < completed ? 5 : null), 5).Should().Be(due);

    [Theory]
    [InlineData(30, false)]
    [InlineData(39, false)]
    [InlineData(40, true)]
    public void Twice_the_variance_of_the_first_half_is_no_steady_state(double now, bool due) =>
        new HelpTrigger.Variance().IsDue(Bags.Of(10, _ => 0, task => task < 7 ? 20 : null), now).Should().Be(due);

    [Fact]
    public void A_bag_of_one_task_has_no_variance_to_compare_with() =>
        new HelpTrigger.Variance().IsDue(Bags.Of(1, _ => 0, _ => null), 1e6).Should().BeFalse();

    [Theory]
    [InlineData(100, 10, 10)]
    [InlineData(3, 10, 3)]
    [InlineData(100, 2, 2)]
    public void Greedy_buys_what_the_budget_pays(int affordable, int unhelped, int expected) =>
        HelpStrategy.Parse("9C-G-D").Decide(Tail, 90, new(affordable, 0, unhelped, 5)).Should().Be(new HelpDecision(expected, HelpReason.Tail));

    [Theory]
    [InlineData(10, 0, 5, 5)] // 10 s are left, of which a unit covers half
    [InlineData(10, 0, 20, 10)] // a unit outlasts the bag
    [InlineData(10, 0, 1, 1)]
    [InlineData(1, 0, 0.01, 1)] // at least one
    [InlineData(7, 3, 5, 2)] // 10 in all, 5 at a time, 3 at work
    public void Conservative_makes_the_budget_last(int affordable, int working, double period, int expected) =>
        HelpStrategy.Parse("9C-C-D").Decide(Tail, 90, new(affordable, working, 10, period)).Should().Be(new HelpDecision(expected, HelpReason.Tail));

    [Fact]
    public void Whatever_is_not_bought_has_its_reason()
    {
        var (greedy, conservative) = (HelpStrategy.Parse("9C-G-D"), HelpStrategy.Parse("9A-C-D"));
        greedy.Decide(Bags.Of(1, _ => 0, _ => 1), 1, new(1, 0, 1, 1)).Reason.Should().Be(HelpReason.Over);
        greedy.Decide(Tail, 90, new(1, 1, 0, 1)).Reason.Should().Be(HelpReason.AllHelped);
        greedy.Decide(Tail, 90, new(0, 1, 1, 1)).Reason.Should().Be(HelpReason.BudgetSpent);
        greedy.Decide(Bags.Of(10, _ => 0, _ => null), 90, new(1, 0, 10, 1)).Reason.Should().Be(HelpReason.NotYet);
        conservative.Decide(Bags.Of(10, _ => 0, _ => null), 90, new(1, 0, 10, 1)).Reason.Should().Be(HelpReason.NoPace);
        conservative.Decide(Tail, 90, new(5, 5, 5, 5)).Reason.Should().Be(HelpReason.Enough);
    }

    [Property]
    public bool Never_more_is_bought_than_is_affordable_or_of_use(byte completed, byte affordable, byte working, byte unhelped, byte period, ushort now)
    {
        var bag = Bags.Of(256, _ => 0, task => task < completed ? task : null);
        return HelpStrategy.All.All(strategy =>
        {
            var (units, reason) = strategy.Decide(bag, now, new(affordable, working, unhelped, 0.1 + period));
            return units >= 0 && units <= Math.Min(affordable, unhelped) && units > 0 == (reason == HelpReason.Tail)
                && (units == 0 || units <= (strategy with { Size = HelpSize.Greedy }).Decide(bag, now, new(affordable, working, unhelped, 0.1 + period)).Units);
        });
    }

    [Fact]
    public void All_of_the_papers_combinations_are_written_and_read_alike()
    {
        HelpStrategy.All.Should().HaveCount(18).And.OnlyHaveUniqueItems();
        HelpStrategy.All.Select(strategy => HelpStrategy.Parse(strategy.ToString())).Should().Equal(HelpStrategy.All);
        HelpStrategy.All.Select(strategy => strategy.ToString()).Should().Contain(["9C-C-R", "9A-G-D", "D-C-F"]);
        HelpStrategy.Parse("3D-G-F").ToString().Should().Be("3D-G-F");
    }

    [Theory]
    [InlineData("")]
    [InlineData("9C")]
    [InlineData("11C-G-D")]
    [InlineData("9B-G-D")]
    [InlineData("9C-X-D")]
    [InlineData("9C-G-X")]
    [InlineData("-9C-G-D")]
    [InlineData("0D-G-D")]
    [InlineData("NaNC-G-D")]
    public void Anything_else_is_no_strategy(string text) =>
        FluentActions.Invoking(() => HelpStrategy.Parse(text)).Should().Throw<FormatException>().WithMessage("*is no strategy*");

    [Theory]
    [InlineData(HelpUse.Flat, false, false, 0)]
    [InlineData(HelpUse.Flat, true, false, null)]
    [InlineData(HelpUse.Flat, false, true, null)]
    [InlineData(HelpUse.Reschedule, false, false, 0)]
    [InlineData(HelpUse.Reschedule, true, false, 1)]
    [InlineData(HelpUse.Reschedule, true, true, null)]
    [InlineData(HelpUse.Duplicate, true, false, 0)]
    [InlineData(HelpUse.Duplicate, false, true, null)]
    public void Helpers_take_what_their_use_says(HelpUse use, bool running, bool helped, int? expected) =>
        use.Rank(running, helped).Should().Be(expected);

    [Theory]
    [InlineData(100, 300, 100, 1.0)]
    [InlineData(100, 300, 300, 0.0)]
    [InlineData(100, 300, 150, 0.75)]
    [InlineData(100, 300, 400, -0.5)]
    [InlineData(100, 100, 100, null)]
    public void What_help_took_off_the_tail(double ideal, double without, double with, double? expected) =>
        TailRemoval.Efficiency(ideal, without, with).Should().Be(expected);
}
