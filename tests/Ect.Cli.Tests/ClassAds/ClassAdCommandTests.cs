using Ect.Cli.Frame;
using Ect.Testing;

namespace Ect.Cli.Tests.ClassAds;

public sealed class ClassAdCommandTests
{
    [Fact]
    public async Task An_expression_is_evaluated_in_an_ad()
    {
        using var cli = new Cli();
        (await cli.RunAsync("classad", "eval", "Memory / 2 + 0.5", "--ad", "[ Memory = 8 ]")).Out.Should().Be("4.500000000000000E+00\n");
        var ad = cli.WriteFile("ad.txt", "[ Memory = 8;\n  Cpus = Memory / 4 ]");
        var document = await cli.JsonAsync("classad", "eval", "Cpus", "--ad", $"@{ad}");
        document.GetProperty("value").GetString().Should().Be("2");
        document.GetProperty("type").GetString().Should().Be("integer");
        (await cli.RunAsync("classad", "eval", "-7")).Out.Should().Be("-7\n");
    }

    [Fact]
    public async Task A_mistake_is_shown_with_its_place()
    {
        using var cli = new Cli();
        var run = await cli.RunAsync("classad", "eval", "Memory >= ");
        run.Exit.Should().Be(ExitCode.Usage);
        run.Error.Should().Contain("\n       Memory >= \n                 ^");
        (await cli.FailureAsync("classad", "eval", "1", "--ad", "[ a 1 ]")).Code.Should().Be("invalid_value");
        (await cli.FailureAsync("classad", "eval")).Code.Should().Be("usage");
        (await cli.FailureAsync("classad", "eval", "--file", "/nowhere/at/all")).Code.Should().Be("file_not_found");
    }

    [Fact]
    public async Task A_file_has_a_value_for_each_line()
    {
        using var cli = new Cli();
        var file = cli.WriteFile("lines.tsv", "1 + 2\nx\t[ x = {1, 1.5} ]\n1 +\n\n[a=a].a.b\nMY.x\t[ x = 3 ]\n");
        (await cli.RunAsync("classad", "eval", "--file", file)).Out.Should().Be("3\n{ 1, 1.500000000000000E+00 }\nPARSE_ERROR\nPARSE_ERROR\nEVAL_FAIL\nundefined\n");
        (await cli.RunAsync("classad", "eval", "--file", file, "--old")).Out.Should().EndWith("3\n");
        (await cli.JsonAsync("classad", "eval", "--file", file)).GetProperty("values").GetArrayLength().Should().Be(6);
    }

    [Fact]
    public async Task The_vectors_of_the_reference_come_out_as_they_stand()
    {
        using var cli = new Cli();
        var rows = File.ReadLines(RepositoryRoot.File("tests", "vectors", "classad-expressions.tsv")).Where(line => !line.StartsWith('#')).Skip(1).Select(line => line.Split('\t')).ToList();
        var file = cli.WriteFile("vectors.tsv", string.Concat(rows.Select(row => $"{row[0]}\t{row[2]}\n")));
        var run = await cli.RunAsync("classad", "eval", "--file", file);
        run.Out.TrimEnd('\n').Split('\n').Should().Equal(rows.Select(row => row[1]));
    }

    [Fact]
    public async Task A_job_and_a_machine_are_matched()
    {
        using var cli = new Cli();
        const string job = "[ Owner = \"ana\"; Requirements = TARGET.Memory >= 4; Rank = TARGET.Memory / 2.0 ]";
        const string machine = "[ Memory = 8; Requirements = TARGET.Owner == \"Ana\"; Rank = 3 ]";
        var document = await cli.JsonAsync("classad", "match", job, machine);
        document.GetProperty("match").GetBoolean().Should().BeTrue();
        document.GetProperty("rank").GetDouble().Should().Be(4);
        document.GetProperty("machineRank").GetString().Should().Be("3");
        (await cli.RunAsync("classad", "match", job, $"@{cli.WriteFile("machine.txt", machine)}")).Out.Should().Contain("They match.");
        (await cli.FailureAsync("classad", "match", job)).Code.Should().Be("usage");
        var file = cli.WriteFile("pairs.tsv", $"{job}\t{machine}\n{job}\t[ Memory = 2 ]\n{job}\n");
        (await cli.RunAsync("classad", "match", "--file", file)).Out.Should().Be("true\t4.000000000000000E+00\t3\nfalse\t1.000000000000000E+00\tundefined\nPARSE_ERROR\n");
    }
}
