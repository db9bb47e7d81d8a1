using Spectre.Console;

namespace Ect.Cli.Frame;

/// <summary>What a command has to say: a document for --json, a rendering of the same for people, an exit code.</summary>
internal sealed class Answer
{
    /// <summary>The document of <see cref="Said"/>.</summary>
    private static readonly object Nothing = new();

    private Answer(object document, Action<IAnsiConsole> render, ExitCode exit) => (Document, Render, Exit) = (document, render, exit);

    /// <summary>Serialised with <see cref="CliJson.Options"/>.</summary>
    public object Document { get; }

    public Action<IAnsiConsole> Render { get; }

    public ExitCode Exit { get; }

    public bool HasDocument => Document != Nothing;

    /// <summary>Everything was said on the way, in lines: nothing is printed at the end.</summary>
    public static Answer Said { get; } = new(Nothing, static _ => { }, ExitCode.Ok);

    public static Answer Of<T>(T document, Action<IAnsiConsole, T> render, ExitCode exit = ExitCode.Ok)
        where T : notnull => new(document, console => render(console, document), exit);
}
