using System.CommandLine;
using System.CommandLine.Invocation;
using Ect.Cli.Errors;
using Ect.Sdk.Errors;

namespace Ect.Cli.Frame;

/// <summary>Runs one command line from its arguments to its exit code.</summary>
internal static class EctProgram
{
    /// <summary>An argument that begins with @ stays what it is: commands that take files read them themselves.</summary>
    public static ParserConfiguration Parsing { get; } = new() { ResponseFileTokenReplacer = null };

    public static async Task<int> RunAsync(IReadOnlyList<string> args, CliHost host, CancellationToken cancellation = default)
    {
        var root = new EctRootCommand(host);
        var parse = root.Parse(args, Parsing);
        if (parse.Action is ParseErrorAction mistake)
        {
            return (int)ErrorReport.Write(host, parse.GetValue(GlobalOptions.Json), UsageError(parse, mistake));
        }

        var configuration = new InvocationConfiguration
        {
            Output = host.Out,
            Error = host.Error,
            EnableDefaultExceptionHandler = false,

            // Roles stop their loops and close their stores first.
            ProcessTerminationTimeout = TimeSpan.FromSeconds(20),
        };
        return await parse.InvokeAsync(configuration, cancellation);
    }

    private static EctException UsageError(ParseResult parse, ParseErrorAction mistake)
    {
        var text = new StringWriter();
        mistake.ShowHelp = false;
        var quiet = new InvocationConfiguration { Output = text, Error = text };
        // Only where a command's name is wanted: a stray value is no typing error of an option.
        mistake.ShowTypoCorrections = parse.CommandResult.Command.Subcommands.Count > 0;
        parse.Invoke(quiet);
        var message = string.Join(' ', text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        return new EctException(ErrorCode.Usage, message, $"Run `{CommandPath.Of(parse.CommandResult)} --help` for the options and examples.");
    }
}
