using System.CommandLine.Parsing;

namespace Ect.Cli.Frame;

internal static class CommandPath
{
    /// <summary>"ect wallet create" of the command that was parsed.</summary>
    public static string Of(CommandResult result)
    {
        var names = new Stack<string>();
        for (SymbolResult? part = result; part is CommandResult { Command: var command }; part = part.Parent)
        {
            names.Push(command is EctRootCommand ? "ect" : command.Name);
        }

        return string.Join(' ', names);
    }
}
