using Spectre.Console;

namespace Ect.Cli.Up;

/// <summary>Shows each step on a line of its own, at once.</summary>
internal sealed class StepProgress(IAnsiConsole console) : IProgress<string>
{
    public void Report(string value) => console.MarkupLineInterpolated($"[dim]…[/] {value}");
}
