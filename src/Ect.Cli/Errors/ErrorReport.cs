using System.Text.Json;
using Ect.Cli.Frame;
using Ect.Sdk.Errors;

namespace Ect.Cli.Errors;

/// <summary>Prints a failure: one JSON document on standard output with --json, two lines on standard error without.</summary>
internal static class ErrorReport
{
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
            host.Error.WriteLine($"error: {error.Message} ({error.Code})");
            host.Error.WriteLine($" next: {error.Hint}");
        }

        if (verbose || error.Code == ErrorMap.NameOf(ErrorCode.Internal))
        {
            host.Error.WriteLine(exception);
        }

        return error.Exit;
    }
}
