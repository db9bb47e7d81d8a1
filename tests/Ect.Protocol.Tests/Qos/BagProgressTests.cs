using Ect.Protocol.Qos;
using FsCheck.Xunit;

namespace Ect.Protocol.Tests.Qos;

public sealed class BagProgressTests
{
    [Fact]
    public void Shares_come_at_the_times_of_their_last_tasks()
    {
        var bag = Bags.Of(10, task => 0, task => 10 * (task + 1));
        bag.CompletionTime(0.1).Should().Be(10);
        bag.CompletionTime(0.11).Should().Be(20, "one task alone is less than 11 %");
        bag.CompletionTime(0.7).Should().Be(70, "0.7 × 10 is 7 tasks, rounded or not");
        bag.CompletionTime(1).Should().Be(100);
        bag.CompletionTime(0).Should().Be(0);
        bag.AssignmentTime(1).Should().Be(0);
    }

    [Fact]
    public void Seven_percent_of_a_hundred_are_seven_tasks() =>
        Bags.Of(100, _ => 0, task => task + 1).CompletionTime(0.07).Should().Be(7);

    [Fact]
    public void A_bag_without_a_tail_takes_its_ideal_time()
    {
        var bag = Bags.Of(100, _ => 0, task => task + 1);
        bag.IdealTime.Should().BeApproximately(100, 1e-9);
        bag.TailSlowdown.Should().BeApproximately(1, 1e-9);
        bag.TailShare.Should().Be(0);
    }

    [Fact]
    public void The_last_tenth_makes_the_tail()
    {
        var bag = Bags.Of(100, _ => 0, task => task < 95 ? task + 1 : 300);
        bag.IdealTime.Should().BeApproximately(100, 1e-9);
        bag.TailSlowdown.Should().BeApproximately(3, 1e-9);
        bag.TailShare.Should().Be(0.05);
    }

    [Fact]
    public void What_has_not_happened_has_no_time()
    {
        var bag = new BagProgress(10);
        bag.Assign(3, 1);
        bag.Complete(3, 5);
        bag.CompletionTime(0.2).Should().BeNull();
        bag.IdealTime.Should().BeNull();
        bag.TailSlowdown.Should().BeNull();
        bag.TailShare.Should().BeNull();
        bag.SteadyVariance.Should().BeNull();
        bag.MeanDuration.Should().Be(4);
        bag.Remaining.Should().Be(45, "one of ten took 5 s");
        BagCurve.Of(bag).Should().BeNull();
    }

    [Fact]
    public void A_task_is_assigned_and_completed_once()
    {
        var bag = new BagProgress(2);
        bag.Assign(0, 1).Should().BeTrue();
        bag.Assign(0, 2).Should().BeFalse();
        bag.Complete(0, 3).Should().BeTrue();
        bag.Complete(0, 9).Should().BeFalse();
        bag.Complete(1, 4).Should().BeTrue();
        (bag.Assigned, bag.Completed, bag.IsOver).Should().Be((2, 2, true));
        bag.CompletionTime(1).Should().Be(4);
    }

    [Fact]
    public void While_the_next_completion_is_awaited_its_wait_counts()
    {
        var bag = Bags.Of(4, _ => 0, task => task < 2 ? 10 : null);
        bag.SteadyVariance.Should().Be(10);
        bag.Variance(10).Should().Be(10);
        bag.Variance(25).Should().Be(25, "the third of four was assigned at 0 and is not back");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(BagProgress.MaxTasks + 1)]
    public void No_bag_has_so_many_tasks(int tasks) =>
        FluentActions.Invoking(() => new BagProgress(tasks)).Should().Throw<ArgumentOutOfRangeException>();

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Such_a_time_is_none(double at) =>
        new BagProgress(1).Invoking(bag => bag.Complete(0, at)).Should().Throw<ArgumentOutOfRangeException>();

    [Property]
    public bool It_says_what_counting_says((byte Task, bool Ends, byte Step)[] events, byte share)
    {
        const int Tasks = 20;
        var bag = new BagProgress(Tasks);
        var (now, starts, ends) = (0.0, new Dictionary<int, double>(), new Dictionary<int, double>());
        foreach (var (task, isEnd, step) in events)
        {
            now += step;
            if (isEnd)
            {
                bag.Complete(task % Tasks, now);
                ends.TryAdd(task % Tasks, now);
            }
            else
            {
                bag.Assign(task % Tasks, now);
            }

            starts.TryAdd(task % Tasks, now);
        }

        var needed = (int)Math.Ceiling(share / 255.0 * Tasks);
        double? Counted(Dictionary<int, double> times) => needed == 0 ? 0 : times.Count < needed ? null : times.Values.Order().ElementAt(needed - 1);
        var half = ends.Values.Order().Take(Tasks / 2).Zip(starts.Values.Order(), (end, start) => end - start).ToArray();
        return bag.CompletionTime(share / 255.0) == Counted(ends) && bag.AssignmentTime(share / 255.0) == Counted(starts)
            && bag.SteadyVariance == (half.Length == Tasks / 2 ? half.Max() : null)
            && (ends.Count == 0 || Math.Abs(bag.MeanDuration!.Value - ends.Average(end => end.Value - starts[end.Key])) < 1e-9);
    }
}
