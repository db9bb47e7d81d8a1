using System.CommandLine;
using System.Text.RegularExpressions;
using Ect.Cli.Frame;
using Ect.Scheduler.Why;
using Ect.Testing;

namespace Ect.Cli.Tests.Help;

/// <summary>A remedy is worth nothing if the command that it names does not exist.</summary>
public sealed partial class NamedCommandsTests
{
    private static readonly EctRootCommand s_root = new(new CliHost { Out = TextWriter.Null, Error = TextWriter.Null, In = TextReader.Null, Variable = _ => null });

    public static TheoryData<string> Texts { get; } =
    [
        .. Catalogue.All.Select(kind => kind.Remedy),
        .. Directory.GetFiles(RepositoryRoot.File("docs"), "*.md").Append(RepositoryRoot.File("README.md")).SelectMany(File.ReadLines).Where(line => line.Contains("`ect ", StringComparison.Ordinal)),
        .. Directory.GetFiles(RepositoryRoot.File("src", "Ect.Cli", "Doctor"), "*.cs").SelectMany(File.ReadLines).Where(line => line.Contains("`ect ", StringComparison.Ordinal)),
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_command_that_a_text_names_is_there_with_its_options(string text)
    {
        foreach (Match match in Named().Matches(text))
        {
            var words = match.Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            Command command = s_root;
            List<Option> options = [.. command.Options];
            var rest = words.SkipWhile(word =>
            {
                if (command.Subcommands.SingleOrDefault(sub => sub.Name == word) is not { } sub)
                {
                    return false;
                }

                command = sub;
                options.AddRange(sub.Options);
                return true;
            }).ToList();
            command.Should().NotBeOfType<RootCommand>($"'{match.Value}' in '{text}' names a command");
            rest.Where(word => word.StartsWith("--", StringComparison.Ordinal)).Select(word => word.Split('=')[0]).Should()
                .BeSubsetOf(options.SelectMany(option => option.Aliases.Append(option.Name)), $"'{match.Value}' names options of `ect {command.Name}`");
        }
    }

    [GeneratedRegex("`ect ([a-z][^`|…]*)`")]
    private static partial Regex Named();
}
