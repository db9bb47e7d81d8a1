using Ect.Cli.Deals;

namespace Ect.Cli.Tests.Deals;

public sealed class BagViewTests
{
    private static readonly BagView Running = new(200, 120, 0.6, 42, new(2026, 5, 1, 14, 3, 10, TimeSpan.Zero), new(70, 1.2, 12, 0.8333), null, null, null, null, null);

    [Fact]
    public void A_running_bag_says_when_its_last_task_is_expected_and_how_often_such_words_were_right() =>
        Running.Text().Should().Be("120 of 200 tasks completed after 42 s; the last is expected at 14:03:10 UTC (83 % of 12 earlier bags ended within 20 % of what the others predict)");

    [Theory]
    [InlineData(0, null, "at this pace; no earlier bag of this pool and app is known")]
    [InlineData(1, null, "learnt from one earlier bag")]
    [InlineData(2, 0.5, "50 % of 2 earlier bags ended within 20 % of what the others predict")]
    public void A_prediction_says_what_it_is_worth(int bags, double? rate, string expected) =>
        new PredictionView(1, 1, bags, rate).Trust().Should().Be(expected);

    [Fact]
    public void A_bag_of_which_nothing_can_be_said_says_how_far_it_is() =>
        (Running with { Prediction = null, ExpectedEnd = null, ElapsedSeconds = 3725 }).Text().Should().Be("120 of 200 tasks completed after 1 h 2 min");

    [Fact]
    public void A_bag_that_has_ended_says_what_was_expected_and_how_long_its_tail_was() =>
        (Running with { Completed = 200, TotalSeconds = 92, PredictedAtHalf = new(85, 1, 0, null), TailSlowdown = 1.317, Prediction = null, ExpectedEnd = null }).Text()
            .Should().Be("200 of 200 tasks completed, in 1 min 32 s; 1 min 25 s were expected at half of them; 1.32 times what the first nine tenths promised");

    [Fact]
    public void A_handful_of_tasks_has_no_pace() =>
        (Running with { Tasks = 1, Completed = 1, TotalSeconds = 5, PredictedAtHalf = new(10, 1, 0, null), TailSlowdown = 0.9 }).Text().Should().Be("1 of 1 tasks completed, in 5 s");
}
