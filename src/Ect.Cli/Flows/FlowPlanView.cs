using Ect.Cli.Frame;
using Ect.Sdk.Workflows;
using Spectre.Console;

namespace Ect.Cli.Flows;

/// <summary>A workflow that is good, in the order in which it can be bought.</summary>
internal sealed record FlowPlanView(IReadOnlyList<FlowPlanStep> Steps)
{
    public static FlowPlanView Of(Workflow workflow) => new([.. workflow.InOrder().Select(step => new FlowPlanStep(step.Name, step.App, step.Tasks, step.Trust, [.. step.Dependencies]))]);

    public void Render(IAnsiConsole console) => console.Write(Tables.Of(
        ["step", "app", "tasks", "trust", "after"],
        Steps.Select(step => new[] { step.Name, step.App, step.Tasks is { } tasks ? $"{tasks}" : "one for each entry", $"{step.Trust}", string.Join(", ", step.After) })));
}
