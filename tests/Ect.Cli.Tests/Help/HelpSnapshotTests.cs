using System.CommandLine;
using Ect.Cli.Frame;
using Ect.Testing;

namespace Ect.Cli.Tests.Help;

/// <summary>The help of every command stands in a file beside this one. ECT_UPDATE_SNAPSHOTS=1 rewrites them.</summary>
public sealed class HelpSnapshotTests
{
    private static readonly string Folder = RepositoryRoot.File("tests", "Ect.Cli.Tests", "Help", "Snapshots");

    public static TheoryData<string> Commands => new(Paths(Root(), "ect").Select(entry => entry.Path));

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Help_reads_as_committed(string path)
    {
        using var cli = new Cli();
        var run = await cli.RunAsync([.. path.Split(' ').Skip(1), "--help"]);
        run.Exit.Should().Be(ExitCode.Ok);
        var actual = string.Join('\n', run.Out.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd())).TrimEnd() + "\n";
        var file = Path.Combine(Folder, path.Replace(' ', '-') + ".txt");
        if (Environment.GetEnvironmentVariable("ECT_UPDATE_SNAPSHOTS") is "1")
        {
            Directory.CreateDirectory(Folder);
            await File.WriteAllTextAsync(file, actual, TestContext.Current.CancellationToken);
        }

        File.Exists(file).Should().BeTrue($"the help of `{path}` must be committed: run with ECT_UPDATE_SNAPSHOTS=1");
        actual.Should().Be(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Every_command_that_does_something_has_examples_that_parse()
    {
        var root = Root();
        foreach (var (path, command) in Paths(root, "ect").Where(entry => entry.Command is EctCommand { Subcommands.Count: 0 }))
        {
            var examples = ((EctCommand)command).Examples;
            examples.Should().NotBeEmpty(path);
            foreach (var example in examples.Select(text => text[text.IndexOf("ect ", StringComparison.Ordinal)..]))
            {
                example.Should().StartWith(path);
                root.Parse(example[4..], EctProgram.Parsing).Errors.Should().BeEmpty(example);
            }
        }
    }

    [Fact]
    public void No_snapshot_is_left_of_a_command_that_is_gone()
    {
        var known = Paths(Root(), "ect").Select(entry => entry.Path.Replace(' ', '-')).ToHashSet();
        Directory.EnumerateFiles(Folder).Select(file => Path.GetFileNameWithoutExtension(file)!).Should().BeSubsetOf(known);
    }

    private static EctRootCommand Root() => new(new CliHost { Out = TextWriter.Null, Error = TextWriter.Null, In = TextReader.Null, Variable = _ => null });

    private static IEnumerable<(string Path, Command Command)> Paths(Command command, string path) =>
        command.Subcommands.Where(child => !child.Hidden).SelectMany(child => Paths(child, $"{path} {child.Name}")).Prepend((path, command));
}
