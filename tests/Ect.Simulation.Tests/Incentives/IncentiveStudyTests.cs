using System.Xml.Linq;
using Ect.Simulation.Attacks;
using Ect.Simulation.Incentives;
using Ect.Simulation.Pools;

namespace Ect.Simulation.Tests.Incentives;

/// <summary>The stated range, of attacks that take time to play a part; `ect sim incentives` plays all of it.</summary>
public sealed class IncentiveStudyTests
{
    private const int Seed = 1;

    private static readonly SeatMaps Maps = new(Seed);

    public static TheoryData<string> Held => [.. AttackBook.Held.Select(attack => attack.Name)];

    [Theory]
    [MemberData(nameof(Held))]
    public void In_the_stated_range_the_attack_does_not_pay_and_without_its_rule_it_does(string name)
    {
        var attack = AttackBook.Held.Single(attack => attack.Name == name);
        var row = IncentiveStudy.Play(attack, Range(attack), Seed, Maps, TestContext.Current.CancellationToken);

        row.IsProfitable.Should().BeFalse($"{row.Best}");
        foreach (var without in row.Without)
        {
            // What holds the harm and not the gain shows in the harm.
            (without.Best.Outcome.IsProfitable || without.MostHarm.Outcome.Harm > row.MostHarm.Outcome.Harm).Should().BeTrue($"without “{without.Rule.Name}” the attack must pay: {without.Best}");
        }
    }

    [Fact]
    public void Each_rule_holds_an_attack()
    {
        var paying = AttackBook.Held
            .SelectMany(attack => attack.HeldBy.Select(rule => (attack, rule)))
            .Where(pair => pair.rule != RuleSwitch.Dissent)
            .Select(pair => pair.rule.Name)
            .Distinct();
        paying.Should().HaveCount(8);
    }

    [Fact]
    public void What_is_called_open_pays()
    {
        foreach (var (attack, where, market) in AttackBook.Open)
        {
            attack.Play(new(Rules.AsSpecified, market, Seed, Maps)).Profit.Should().BePositive($"{attack.Name}, {where}");
        }
    }

    [Fact]
    public void The_range_has_every_combination()
    {
        StatedRange.Markets(ofPoolOwner: false).Should().HaveCount(3 * 2 * 2 * 3 * 7).And.OnlyHaveUniqueItems();
        StatedRange.Markets(ofPoolOwner: true).Should().HaveCount(3 * 2 * 2 * 3 * 4);
    }

    [Fact]
    public void The_picture_is_a_document_with_every_attack()
    {
        var market = new Market();
        var row = IncentiveStudy.Play(new StrayColluders(), [market], Seed, Maps, TestContext.Current.CancellationToken);
        var svg = XDocument.Parse(IncentiveChart.ToSvg(new(Seed, [row], [], [new(3, 0.1, 0.001, 0.01, 0.06, 0.2, 0.8, 0.01)], 0.04)));
        svg.Descendants().Where(node => node.Name.LocalName == "text").Select(node => node.Value).Should().Contain("stray group");
        svg.ToString().Should().NotContain("NaN");
    }

    private static List<Market> Range(Attack attack) =>
        [.. StatedRange.Markets(attack is LeavingScheduler).Where(market => IsComputed(attack) || market is { Price: 1, Seats: 100, StakeInPrices: 1 })];

    // These follow from chances alone and cost nothing to play.
    private static bool IsComputed(Attack attack) => attack is StrayColluders or SybilFarmer or LeavingScheduler;
}
