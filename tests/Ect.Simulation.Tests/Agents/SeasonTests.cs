using Ect.Protocol.Trust;
using Ect.Simulation.Agents;
using Ect.Simulation.Attacks;
using FsCheck.Xunit;

namespace Ect.Simulation.Tests.Agents;

public sealed class SeasonTests
{
    [Property(MaxTest = 30)]
    public bool Money_is_neither_made_nor_lost(int seed, byte share, byte trust, byte strategy)
    {
        var setting = Setting.Of(Rules.AsSpecified, new() { Seats = 20, Share = share / 255.0, Trust = 1 + (trust % 7) }, seed);
        WorkerStrategy attackers = (strategy % 4) switch { 0 => new HonestWorker(), 1 => new Guesser(0.3), 2 => new BoldColluder(), _ => new LurkingColluder() };
        return new Season(setting, attackers).Play(40).Total == 0;
    }

    [Fact]
    public void A_seed_plays_the_same_again()
    {
        var market = new Market { Seats = 50, Share = 0.4, Trust = 3 };
        var first = Play();
        Play().Should().Be(first);

        (long, long, int) Play()
        {
            var season = new Season(Setting.Of(Rules.AsSpecified, market, 3), new BoldColluder()).Play(100);
            return (season.Attacker.Wealth, season.Hub.Burned, season.FalseResults);
        }
    }

    [Fact]
    public void Honest_work_pays_and_gives_no_false_results()
    {
        var season = new Season(Setting.Of(Rules.AsSpecified, new(), 1), new HonestWorker()).Play(200);
        season.FalseResults.Should().Be(0);
        season.Attacker.Wealth.Should().BePositive();
        (season.OwnPaidVotes / (double)season.PaidVotes).Should().BeApproximately(0.1, 0.03);
    }

    [Fact]
    public void Lurking_agents_lie_as_often_as_the_chance_says()
    {
        var setting = Setting.Of(Rules.AsSpecified, new() { Seats = 60, Share = 0.5, Trust = 3 }, 1);
        var season = new Season(setting, new LurkingColluder()).Play(2_000);
        var chance = QuorumChance.OfFairScheduler(setting, Evidence.NewcomerBits);
        (season.FalseResults / 2_000.0).Should().BeApproximately(chance, 4 * Math.Sqrt(chance / 2_000));
    }

    [Theory]
    [InlineData(60, 0.2, 3)]
    [InlineData(100, 0.2, 3)]
    [InlineData(100, 0.5, 5)]
    public void Real_draws_have_the_chance_that_is_computed(int seats, double share, int trust)
    {
        var setting = Setting.Of(Rules.AsSpecified, new() { Seats = seats, Share = share, Trust = trust }, 1);
        var chance = QuorumChance.OfOwnScheduler(setting, Evidence.NewcomerBits);
        QuorumChance.Measured(setting, Evidence.NewcomerBits).Should().BeApproximately(chance, 4 * Math.Sqrt(chance / 2_048));
    }
}
