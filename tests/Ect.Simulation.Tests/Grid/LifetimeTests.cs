using Ect.Simulation.Grid;

namespace Ect.Simulation.Tests.Grid;

public sealed class LifetimeTests
{
    public static TheoryData<Lifetime, double> Means => new()
    {
        { Lifetime.Weibull(scale: 1000, shape: 1), 1000 }, // exponential
        { Lifetime.Weibull(scale: 1000, shape: 0.5), 2000 }, // Γ(3) = 2
        { Lifetime.Weibull(scale: 1000, shape: 2), 1000 * Math.Sqrt(Math.PI) / 2 },
        { Lifetime.LogNormal(median: 1000, sigma: 0.8), 1000 * Math.Exp(0.32) },
    };

    [Theory]
    [MemberData(nameof(Means))]
    public void The_mean_is_the_distributions_and_that_of_what_is_drawn(Lifetime lifetime, double mean)
    {
        lifetime.Mean.Should().BeApproximately(mean, mean * 1e-12);
        var stream = Chance.Of(5, 0, 0);
        Enumerable.Range(0, 100_000).Average(_ => lifetime.Draw(ref stream)).Should().BeInRange(mean * 0.96, mean * 1.04);
    }

    [Fact]
    public void Half_of_what_is_drawn_is_above_the_median()
    {
        var stream = Chance.Of(6, 0, 0);
        var weibull = Lifetime.Weibull(scale: 5000, shape: 0.5);
        var median = 5000 * Math.Pow(Math.Log(2), 2);
        Enumerable.Range(0, 20_000).Count(_ => weibull.Draw(ref stream) > median).Should().BeInRange(9_640, 10_360);
    }

    [Fact]
    public void The_default_never_ends()
    {
        var stream = Chance.Of(6, 0, 0);
        Lifetime.Endless.Should().Be(default(Lifetime));
        Lifetime.Endless.Draw(ref stream).Should().Be(double.PositiveInfinity);
        Lifetime.Endless.IsEndless.Should().BeTrue();
    }

    [Fact]
    public void What_is_no_lifetime_is_refused()
    {
        FluentActions.Invoking(() => Lifetime.Weibull(0, 1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Lifetime.Weibull(1, double.NaN)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Lifetime.LogNormal(double.NaN, 1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => Lifetime.LogNormal(1, -1)).Should().Throw<ArgumentOutOfRangeException>();
    }
}
