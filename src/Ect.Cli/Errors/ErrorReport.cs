using System.Text.Json;
using Ect.Cli.Frame;
using Ect.Sdk.Errors;

namespace Ect.Cli.Errors;

/// <summary>
/// Prints a failure: one JSON document on standard output with --json, two lines on standard error without. Much of it may be a
/// server's own words.
/// </summary>
internal static class ErrorReport
{
    // As wide as "error: ".
    private const string Indent = "       ";

    public static ExitCode Write(CliHost host, bool json, Exception exception, bool verbose = false)
    {
        var error = ErrorMap.Of(exception);
        if (json)
        {
            var document = new { error = new { code = error.Code, message = error.Message, hint = error.Hint } };
            host.Out.WriteLine(JsonSerializer.Serialize(document, CliJson.Options));
        }
        else
        {
            host.Error.WriteLine($"error: {Printable.Lines(error.Message, Indent)} ({error.Code})");
            host.Error.WriteLine($" next: {Printable.Lines(error.Hint, Indent)}");
        }

        if (verbose || error.Code == ErrorMap.NameOf(ErrorCode.Internal))
        {
            host.Error.WriteLine(Printable.Lines(exception.ToString(), Indent));
        }

        return error.Exit;
    }
}
