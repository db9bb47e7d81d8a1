using Ect.Protocol.Qos;
using FsCheck.Xunit;

namespace Ect.Protocol.Tests.Qos;

public sealed class CompletionPredictorTests
{
    private static readonly BagProgress Half = Bags.Of(100, _ => 0, task => task < 50 ? task + 1 : null);

    [Fact]
    public void Without_a_history_the_pace_goes_on()
    {
        var prediction = new CompletionPredictor([]).Predict(Half)!;
        prediction.Total.Should().BeApproximately(100, 1e-9);
        (prediction.Alpha, prediction.Bags, prediction.HitRate, prediction.Percent).Should().Be((1, 0, null, 50));
        prediction.Remaining(70).Should().BeApproximately(30, 1e-9);
        prediction.Remaining(120).Should().Be(0);
    }

    [Fact]
    public void The_tails_of_earlier_bags_are_expected_again()
    {
        var prediction = new CompletionPredictor([Bags.Curve(290), Bags.Curve(300), Bags.Curve(310)]).Predict(Half)!;
        prediction.Total.Should().BeApproximately(300, 1e-9);
        prediction.HitRate.Should().Be(1);
    }

    [Fact]
    public void Each_bag_is_held_against_what_the_others_teach()
    {
        // Median of the others: 300, 300, 300, and 300 for the one that took 500.
        new CompletionPredictor([Bags.Curve(300), Bags.Curve(300), Bags.Curve(300), Bags.Curve(500)]).Predict(Half)!.HitRate.Should().Be(0.75);
        new CompletionPredictor([Bags.Curve(200), Bags.Curve(400)]).Predict(Half)!.HitRate.Should().Be(0, "each is twice or half of the other");
        new CompletionPredictor([Bags.Curve(200)]).Predict(Half)!.HitRate.Should().BeNull();
    }

    [Fact]
    public void What_has_ended_took_what_it_took() =>
        new CompletionPredictor([Bags.Curve(300)]).Predict(Bags.Of(10, _ => 0, task => task + 1))!.Total.Should().Be(10);

    [Fact]
    public void What_was_expected_at_half_of_it_is_known_later_too()
    {
        var bag = Bags.Of(100, _ => 0, task => task < 95 ? task + 1 : 250);
        new CompletionPredictor([Bags.Curve(300)]).PredictAt(bag, 50)!.Total.Should().BeApproximately(300, 1e-9);
        new CompletionPredictor([]).PredictAt(Half, 51).Should().BeNull();
    }

    [Fact]
    public void Before_the_first_percent_nothing_is_said() =>
        new CompletionPredictor([Bags.Curve(300)]).Predict(Bags.Of(1_000, _ => 0, task => task < 9 ? 1 : null)).Should().BeNull();

    [Fact]
    public void Only_the_newest_bags_count()
    {
        var history = Enumerable.Repeat(Bags.Curve(900), 1_000).Concat(Enumerable.Repeat(Bags.Curve(300), CompletionPredictor.MaxBags)).ToArray();
        new CompletionPredictor(history).Bags.Should().Be(CompletionPredictor.MaxBags);
        new CompletionPredictor(history).Predict(Half)!.Total.Should().BeApproximately(300, 1e-9);
    }

    [Property]
    public bool No_other_alpha_has_a_smaller_mean_error((byte Total, byte Pace)[] bags, byte other)
    {
        var history = bags.Select(bag => Bags.Curve(1_000 + (10 * bag.Total), 1 + (bag.Pace / 32.0))).ToArray();
        var alpha = new CompletionPredictor(history).Predict(Half)!.Alpha;
        double Error(double factor) => history.Sum(bag => Math.Abs((factor * bag.EvenPace(50)) - bag.Total));
        return history.Length == 0 ? alpha == 1 : Error(alpha) <= Error(other / 8.0) + 1e-6 && Error(alpha) <= Error(alpha * 1.01) + 1e-6 && Error(alpha) <= Error(alpha * 0.99) + 1e-6;
    }

    [Fact]
    public void A_curve_never_goes_back()
    {
        FluentActions.Invoking(() => new BagCurve(new double[99])).Should().Throw<FormatException>().WithMessage("*100 points, not 99*");
        FluentActions.Invoking(() => new BagCurve([.. Enumerable.Range(1, 99).Select(i => (double)i), 3])).Should().Throw<FormatException>().WithMessage("*Point 100*");
        FluentActions.Invoking(() => new BagCurve([.. Enumerable.Repeat(double.NaN, 100)])).Should().Throw<FormatException>();
    }
}
