using Ect.Simulation.Grid;

namespace Ect.Simulation.Tests.Grid;

public sealed class EstimateTests
{
    [Fact]
    public void The_interval_is_students()
    {
        var estimate = Estimate.Of([1, 2, 3]);
        estimate.Mean.Should().Be(2);
        estimate.HalfWidth.Should().BeApproximately(4.303 / Math.Sqrt(3), 1e-3);
        (estimate.Low, estimate.High).Should().Be((estimate.Mean - estimate.HalfWidth, estimate.Mean + estimate.HalfWidth));
    }

    [Fact]
    public void One_run_tells_nothing_of_others() => Estimate.Of([4]).HalfWidth.Should().Be(double.PositiveInfinity);

    [Fact]
    public void Nineteen_intervals_of_twenty_hold_the_truth()
    {
        foreach (var count in new[] { 5, 60 })
        {
            var held = Enumerable.Range(0, 2_000).Count(trial =>
            {
                var stream = Chance.Of(trial, 9, count);
                var estimate = Estimate.Of([.. Enumerable.Range(0, count).Select(_ => 3 + stream.NextNormal())]);
                return estimate.Low <= 3 && 3 <= estimate.High;
            });
            held.Should().BeInRange(1_855, 1_945, $"of {count} runs"); // 1,900 and 4.6 deviations
        }
    }
}
