using Ect.Protocol.Certification;
using FsCheck.Xunit;

namespace Ect.Protocol.Tests.Certification;

public sealed class GroupCredibilityTests
{
    [Theory]
    [InlineData(0.8, 1)]
    [InlineData(0.941176, 2)] // 0.64 / (0.64 + 0.04)
    [InlineData(0.984615, 3)] // 64/65
    [InlineData(0.444444, 1, 1)] // 0.16 / (0.16 + 0.16 + 0.04)
    [InlineData(0.761905, 2, 1)] // 0.128 / (0.128 + 0.032 + 0.008)
    [InlineData(0.64, 2, 1, 1)] // 16 / (1 + 16 + 4 + 4)
    public void Newcomers_who_agree_are_as_credible_as_worked_out_by_hand(double expected, params int[] votes) =>
        GroupCredibility.Of(Chances.Newcomers(votes), 0).Should().BeApproximately(expected, 1e-6);

    [Property]
    public bool It_is_the_papers_formula(byte[] sizes, byte[] doubts)
    {
        var entry = Chances.Groups(sizes, doubts);
        ResultGroup[] groups = [.. entry.Select(group => group.Group)];
        var allBad = entry.Aggregate(1.0, (chance, group) => chance * Bad(group.Doubts));
        double GoodAlone(int a) => entry.Select((group, i) => i == a ? Good(group.Doubts) : Bad(group.Doubts)).Aggregate(1.0, (x, y) => x * y);
        var all = allBad + Enumerable.Range(0, groups.Length).Sum(GoodAlone);
        return Enumerable.Range(0, groups.Length).All(a => Math.Abs(GroupCredibility.Of(groups, a) - (GoodAlone(a) / all)) < 1e-9);
    }

    [Property]
    public bool Credibilities_lie_within_0_and_1_and_leave_room_for_all_being_wrong(byte[] sizes, byte[] doubts)
    {
        ResultGroup[] groups = [.. Chances.Groups(sizes, doubts).Select(group => group.Group)];
        var all = Enumerable.Range(0, groups.Length).Select(i => GroupCredibility.Of(groups, i)).ToList();
        return all.All(credibility => credibility is >= 0 and <= 1) && all.Sum() <= 1 + 1e-12;
    }

    [Property]
    public bool A_credible_result_more_helps_its_group_and_harms_the_others(byte[] sizes, byte[] doubts, byte doubt)
    {
        ResultGroup[] groups = [.. Chances.Groups(sizes, doubts).Select(group => group.Group)];
        if (groups.Length == 0)
        {
            return true;
        }

        ResultGroup[] more = [.. groups];
        more[0] = groups[0] with { LogOdds = groups[0].LogOdds + WorkerCredibility.LogOdds(Chances.Inside((byte)(doubt / 2))) };
        return GroupCredibility.Of(more, 0) >= GroupCredibility.Of(groups, 0)
            && Enumerable.Range(1, groups.Length - 1).All(i => GroupCredibility.Of(more, i) <= GroupCredibility.Of(groups, i));
    }

    [Fact]
    public void A_doubt_has_digits_where_its_credibility_has_none_left()
    {
        GroupCredibility.Of(Chances.Newcomers(40), 0).Should().Be(1);
        GroupCredibility.Doubt(Chances.Newcomers(40), 0).Should().BeApproximately(Math.Pow(4, -40), 1e-30);
        GroupCredibility.Doubt(Chances.Newcomers(2_000, 1_000), 0).Should().Be(0); // no overflow
        GroupCredibility.Of(Chances.Newcomers(2_000, 1_000), 1).Should().Be(0);
    }

    [Fact]
    public void The_best_group_is_the_most_credible_one()
    {
        GroupCredibility.Best([]).Should().Be(-1);
        GroupCredibility.Best(Chances.Newcomers(1, 3, 2)).Should().Be(1);
    }

    private static double Good(double[] doubts) => doubts.Aggregate(1.0, (chance, doubt) => chance * (1 - doubt));

    private static double Bad(double[] doubts) => doubts.Aggregate(1.0, (chance, doubt) => chance * doubt);
}
