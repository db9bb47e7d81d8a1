using System.Text.Json;
using Ect.Cli.Frame;

namespace Ect.Cli.Tests;

internal sealed record CliRun(ExitCode Exit, string Out, string Error)
{
    /// <summary>The one JSON document on standard output; fails if there is anything else.</summary>
    public JsonElement Json
    {
        get
        {
            using var document = JsonDocument.Parse(Out);
            return document.RootElement.Clone();
        }
    }
}
