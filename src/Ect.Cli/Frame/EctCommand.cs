using System.CommandLine;

namespace Ect.Cli.Frame;

/// <summary>A command, or a group of commands, with examples in its help.</summary>
internal class EctCommand(string name, string description, params string[] examples) : Command(name, description)
{
    /// <summary>Whole command lines, shown in the help.</summary>
    public IReadOnlyList<string> Examples { get; } = examples;

    /// <summary>Says what the command does. The answer is printed once, as text or as JSON.</summary>
    public EctCommand Does(Func<CliContext, CancellationToken, Task<Answer>> handler)
    {
        SetAction((parse, cancellation) => CommandRunner.RunAsync(parse, handler, cancellation));
        return this;
    }
}
