using System.CommandLine;
using System.Text.Json;
using Ect.Cli.Errors;

namespace Ect.Cli.Frame;

/// <summary>The one place where a command's answer or failure becomes output and exit code.</summary>
internal static class CommandRunner
{
    public static async Task<int> RunAsync(ParseResult parse, Func<CliContext, CancellationToken, Task<Answer>> handler, CancellationToken cancellation)
    {
        var host = ((EctRootCommand)parse.RootCommandResult.Command).Host;
        await using var context = new CliContext(host, parse);
        try
        {
            var answer = await handler(context, cancellation);
            if (context.Json && answer.HasDocument)
            {
                await host.Out.WriteLineAsync(JsonSerializer.Serialize(answer.Document, CliJson.Options));
            }
            else if (!context.Json)
            {
                answer.Render(context.Console);
            }

            return (int)answer.Exit;
        }
        catch (Exception e)
        {
            return (int)ErrorReport.Write(host, context.Json, e, context.Verbose);
        }
    }
}
