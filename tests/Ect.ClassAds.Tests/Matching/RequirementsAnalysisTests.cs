using Ect.ClassAds.Matching;

namespace Ect.ClassAds.Tests.Matching;

public sealed class RequirementsAnalysisTests
{
    private static readonly RequirementsAnalysis Analysis = RequirementsAnalysis.Of(
        ClassAd.Parse("[ Need = 8; Requirements = (TARGET.Memory >= MY.Need && TARGET.Arch == \"X86_64\") && TARGET.HasFPGA =!= false && TARGET.Version > 3; Wish = TARGET.Speed ]"),
        Table());

    [Fact]
    public void Each_clause_says_how_many_machines_it_rejects_and_why() =>
        Analysis.Clauses.Should().Equal(
            new ClauseVerdicts("TARGET.Memory >= MY.Need", 3, 1, 1, 0, 1, "Memory is 16 at best"),
            new ClauseVerdicts("TARGET.Arch == \"X86_64\"", 5, 0, 0, 0, 0, "Arch is \"x86_64\""),
            new ClauseVerdicts("TARGET.HasFPGA isnt false", 5, 0, 0, 0, 0),
            new ClauseVerdicts("TARGET.Version > 3", 3, 0, 0, 2, 1, "Version is 4 at best"));

    [Fact]
    public void It_says_what_to_relax() => Analysis.BestToRelax!.Clause.Should().Be("TARGET.Memory >= MY.Need");

    [Fact]
    public void It_says_what_nobody_advertises() => Analysis.Unadvertised.Should().Equal("HasFPGA");

    [Fact]
    public void It_says_where_strings_meet_numbers() => Analysis.Mismatches.Should().Equal("TARGET.Version > 3: 2");

    [Fact]
    public void It_is_said_in_a_line() => Analysis.Summary(2).Should().Be(
        "1 of 5 machines match; TARGET.Memory >= MY.Need is false of 1, undefined of 1; TARGET.Version > 3 is error of 2; 1 of the machines refuse the task: false is false of 1; "
        + "without TARGET.Memory >= MY.Need 1 more would do; no machine says HasFPGA; a text is compared with a number in TARGET.Version > 3: 2");

    [Fact]
    public void It_counts() => (Analysis.Machines, Analysis.Matches, Analysis.RefuseTheJob).Should().Be((5, 1, 1));

    [Fact]
    public void It_says_which_clauses_of_machines_refuse_the_job_and_which_one_helps_most()
    {
        var table = new MachineTable();
        foreach (var requirements in (string[])["TARGET.Price >= 2 && TARGET.Trust < 9", "TARGET.Price >= 2 && TARGET.Trust < 3", "TARGET.Price >= 2 && TARGET.Owner == \"ana\"", "MY.Fine", "Least; Least = TARGET.Price >= 9"])
        {
            table.Add(ClassAd.Parse($"[ Memory = 16; Fine = true; Requirements = {requirements} ]"));
        }

        var analysis = RequirementsAnalysis.Of(ClassAd.Parse("[ Price = 1; Trust = 5; Requirements = TARGET.Memory > 8 ]"), table);
        (analysis.Matches, analysis.RefuseTheJob).Should().Be((1, 4));
        analysis.Refusals.Should().Equal(
            new ClauseVerdicts("TARGET.Price >= 2", 0, 3, 0, 0, 1, "Price is 1 at best"),
            new ClauseVerdicts("TARGET.Owner == \"ana\"", 0, 0, 1, 0, 0),
            new ClauseVerdicts("TARGET.Price >= 9", 0, 1, 0, 0, 1, "Price is 1 at best"),
            new ClauseVerdicts("TARGET.Trust < 3", 0, 1, 0, 0, 0, "Trust is 5 at best"));
        analysis.Summary(1).Should().Be("1 of 5 machines match; 4 of the machines refuse the task: TARGET.Price >= 2 is false of 3 (Price is 1 at best)");
    }

    [Theory]
    [InlineData("TARGET.Memory >= 99", "Memory is 16 at best")]
    [InlineData("(99 < TARGET.Memory)", "Memory is 16 at best")]
    [InlineData("TARGET.Memory < 1", "Memory is 4 at best")]
    [InlineData("TARGET.Place == \"IS\"", "Place is \"DE\", \"FR\"")]
    [InlineData("TARGET.Nothing > 1", null)]
    [InlineData("TARGET.Memory > TARGET.Disk", null)]
    [InlineData("TARGET.Place > 3", null)]
    public void It_says_what_there_is_at_best(string requirements, string? best)
    {
        var table = new MachineTable();
        foreach (var machine in (string[])["Memory = 4; Place = \"DE\"", "Memory = 16; Place = \"FR\"", "Memory = 8; Place = \"DE\""])
        {
            table.Add(ClassAd.Parse($"[ {machine}; Requirements = true ]"));
        }

        RequirementsAnalysis.Of(ClassAd.Parse($"[ Requirements = {requirements} ]"), table).Clauses.Should().ContainSingle().Which.Best.Should().Be(best);
    }

    private static MachineTable Table()
    {
        var table = new MachineTable();
        foreach (var (memory, version, requirements) in (ReadOnlySpan<(string, string, string)>)
            [("Memory = 16", "4", "true"), ("Memory = 16", "4", "false"), ("Memory = 4", "4", "true"), ("x = 1", "\"4\"", "true"), ("Memory = 8", "\"4\"", "true")])
        {
            table.Add(ClassAd.Parse($"[ {memory}; Arch = \"x86_64\"; Version = {version}; Requirements = {requirements} ]"));
        }

        return table;
    }
}
