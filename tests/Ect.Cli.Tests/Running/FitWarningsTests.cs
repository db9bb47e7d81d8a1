using Ect.ClassAds;
using Ect.ClassAds.Matching;
using Ect.Cli.Running;
using Ect.Protocol.Machines;
using Ect.Protocol.Pools;

namespace Ect.Cli.Tests.Running;

public sealed class FitWarningsTests
{
    private static readonly string[] Machines =
    [
        "[ Memory = 16; Score = 3; Place = \"DE\"; Requirements = TARGET.Project isnt \"mining\" ]",
        "[ Memory = 8; Score = 5; Requirements = TARGET.Price > 1 ]",
        "[ Memory = 4; Score = \"fast\"; Requirements = true; Rank = TARGET.Urgent ]",
    ];

    [Theory]
    [InlineData("", "", "")]
    [InlineData("TARGET.Memory >= 4", "TARGET.Score", "")]
    [InlineData("", "", "[ Project = \"maps\"; Urgent = true ]")]
    [InlineData("", "MY.Weight * TARGET.Memory", "[ Weight = MY.Factor; Factor = 3 ]")]
    public void Where_nothing_is_odd_nothing_is_said(string requirements, string rank, string ad) => Of(requirements, rank, ad).Should().BeEmpty();

    [Theory]
    [InlineData("TARGET.Memory >= 64", "", "", "no connected worker would do now: 0 of 3 machines match; TARGET.Memory >= 64 is false of 3 (Memory is 16 at best)*")]
    [InlineData("TARGET.Memory >= 8", "", "", "each task needs 2 workers that agree, and of 3 connected ones 1 would do: *TARGET.Price > 1 is false of 1*")]
    [InlineData("TARGET.Memory >= 4 || TARGET.Memroy >= 4", "", "", "*no machine says Memroy.")]
    [InlineData("TARGET.Score =!= undefined && (TARGET.Memory > 4 || TARGET.Score is \"fast\" || TARGET.Score > 1)", "", "", "*a text is compared with a number in TARGET.Score > 1: 1.")]
    [InlineData("", "TARGET.Scroe", "", "the rank asks for Scroe, which no connected worker says*")]
    [InlineData("", "", "[ Projekt = \"maps\" ]", "nobody reads Projekt of the request's ad*")]
    [InlineData("", "", "[ Project = \"maps\"; Weight = 3; Unused = Weight ]", "nobody reads Unused, Weight of the request's ad*")]
    public void What_is_odd_is_said_in_a_sentence(string requirements, string rank, string ad, string warning) => Of(requirements, rank, ad).Should().ContainSingle().Which.Should().Match(warning);

    [Fact]
    public void The_pool_is_somebody_who_reads_too() =>
        Of("", "", "[ Customer = 5 ]", new() { Rank = "TARGET.Customer" }).Should().BeEmpty();

    private static List<string> Of(string requirements, string rank, string ad, PoolRules? rules = null)
    {
        var table = new MachineTable(AdExpression.Options);
        ClassAd[] ads = [.. Machines.Select(text => ClassAd.Parse(text))];
        foreach (var machine in ads)
        {
            table.Add(machine);
        }

        return [.. FitWarnings.Of(new() { Trust = 2 }, new() { Requirements = requirements, Rank = rank, Ad = ad }, rules ?? PoolRules.None, table, ads)];
    }
}
