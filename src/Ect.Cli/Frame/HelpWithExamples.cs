using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Ect.Cli.Frame;

/// <summary>The library's help, then examples, then (for the root) the exit codes and environment.</summary>
internal sealed class HelpWithExamples : SynchronousCommandLineAction
{
    // Fixed, so that the help reads alike everywhere and its snapshots hold.
    private const int Columns = 110;

    private readonly HelpAction _inner;

    private HelpWithExamples(HelpAction inner) => _inner = inner;

    public override bool ClearsParseErrors => true;

    public static void Install(RootCommand root)
    {
        var help = root.Options.OfType<HelpOption>().Single();
        var inner = (HelpAction)help.Action!;
        inner.MaxWidth = Columns;
        help.Action = new HelpWithExamples(inner);
    }

    public override int Invoke(ParseResult parseResult)
    {
        _inner.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        if (parseResult.CommandResult.Command is EctCommand { Examples.Count: > 0 } command)
        {
            Section(output, "Examples", command.Examples);
        }

        if (parseResult.CommandResult.Command is EctRootCommand)
        {
            Section(output, "Exit codes", ExitCodes.All.Select(row => $"{(int)row.Code,-4} {row.Meaning}"));
        }

        return 0;
    }

    private static void Section(TextWriter output, string title, IEnumerable<string> lines)
    {
        output.WriteLine($"{title}:");
        foreach (var line in lines)
        {
            output.WriteLine($"  {line}");
        }

        output.WriteLine();
    }
}
