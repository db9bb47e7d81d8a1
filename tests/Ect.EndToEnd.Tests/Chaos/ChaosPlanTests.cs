namespace Ect.EndToEnd.Tests.Chaos;

public sealed class ChaosPlanTests
{
    private static readonly Dictionary<StrikeKind, IReadOnlyList<string>> Everybody = Enum.GetValues<StrikeKind>()
        .ToDictionary(kind => kind, kind => (IReadOnlyList<string>)[$"{kind} of one", $"{kind} of another"]);

    private static IEnumerable<int> Seeds => Enumerable.Range(0, 200);

    [Fact]
    public void The_same_seed_makes_the_same_plan()
    {
        foreach (var seed in Seeds)
        {
            ChaosPlan.Make(seed, 50, Everybody).Should().Equal(ChaosPlan.Make(seed, 50, Everybody));
        }

        Seeds.Select(seed => string.Join('\n', ChaosPlan.Make(seed, 50, Everybody))).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void A_shorter_plan_is_the_beginning_of_a_longer_one()
    {
        foreach (var seed in Seeds)
        {
            ChaosPlan.Make(seed, 90, Everybody).Take(40).Should().Equal(ChaosPlan.Make(seed, 40, Everybody));
        }
    }

    [Fact]
    public void Every_kind_comes_in_each_round_and_every_victim_in_its_turn()
    {
        foreach (var round in Seeds.SelectMany(seed => ChaosPlan.Make(seed, 3 * ChaosPlan.RoundLength, Everybody).Chunk(ChaosPlan.RoundLength)))
        {
            round.Select(strike => strike.Kind).Distinct().Should().BeEquivalentTo(Enum.GetValues<StrikeKind>());
        }

        foreach (var plan in Seeds.Select(seed => ChaosPlan.Make(seed, 2 * ChaosPlan.RoundLength, Everybody)))
        {
            plan.Select(strike => strike.Victim).Distinct().Should().BeEquivalentTo(Everybody.Values.SelectMany(names => names));
        }
    }

    [Fact]
    public void A_kind_without_victims_does_not_come()
    {
        var some = Everybody.ToDictionary(entry => entry.Key, entry => entry.Key is StrikeKind.DiskFull or StrikeKind.PowerCut ? [] : entry.Value);
        var kinds = Seeds.SelectMany(seed => ChaosPlan.Make(seed, ChaosPlan.RoundLength, some)).Select(strike => strike.Kind).Distinct();
        kinds.Should().BeEquivalentTo(Enum.GetValues<StrikeKind>().Except([StrikeKind.DiskFull, StrikeKind.PowerCut]));
    }

    [Fact]
    public void Times_are_within_their_ranges_and_clocks_alone_jump()
    {
        foreach (var strike in Seeds.SelectMany(seed => ChaosPlan.Make(seed, 60, Everybody)))
        {
            strike.Pause.Should().BeGreaterThanOrEqualTo(ChaosPlan.ShortestPause).And.BeLessThanOrEqualTo(ChaosPlan.LongestPause);
            strike.Jump.Should().BeGreaterThanOrEqualTo(-ChaosPlan.LongestJump).And.BeLessThanOrEqualTo(ChaosPlan.LongestJump);
            (strike.Jump > TimeSpan.Zero || strike.Kind != StrikeKind.ChainClock).Should().BeTrue("a chain's clock never goes back");
            (strike.Jump == TimeSpan.Zero || strike.Kind is StrikeKind.ChainClock or StrikeKind.ProcessClock).Should().BeTrue();
            (strike.Lasts >= ChaosPlan.ShortestTrouble && strike.Lasts <= ChaosPlan.LongestTrouble).Should().Be(ChaosPlan.IsHealed(strike.Kind));
        }
    }
}
