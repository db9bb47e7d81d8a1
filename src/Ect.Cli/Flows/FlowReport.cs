using Ect.Cli.Frame;
using Ect.Cli.Tasks;
using Ect.Sdk;
using Ect.Sdk.Workflows;
using Spectre.Console;

namespace Ect.Cli.Flows;

/// <summary>How a workflow ended. <see cref="Result"/> is the file into which map-reduce merges what the reducers left.</summary>
internal sealed record FlowReport(IReadOnlyList<FlowStepView> Steps, string Journal, string? Result = null)
{
    public bool IsGood => Steps.All(step => step.Status == StepStatus.Done);

    public static FlowReport Of(Workflow workflow, IReadOnlyDictionary<string, StepState> states, string journal) => new(
        [.. workflow.InOrder().Select(step => View(step, states[step.Name]))],
        journal);

    /// <summary>Downloads the results of those steps that no other step reads, if they are there.</summary>
    public async Task<FlowReport> DownloadAsync(EctClient client, Workflow workflow, string folder, CancellationToken cancellation)
    {
        var read = workflow.Steps.SelectMany(step => step.Dependencies).ToHashSet(StringComparer.Ordinal);
        var steps = new List<FlowStepView>();
        foreach (var step in Steps)
        {
            steps.Add(read.Contains(step.Name) || step.Status != StepStatus.Done ? step : step with { Folders = await DownloadAsync(client, step, Path.Combine(folder, step.Name), cancellation) });
        }

        return this with { Steps = steps };
    }

    /// <summary>Downloads the results of a step to FOLDER/INDEX.</summary>
    public static async Task<IReadOnlyList<string>> DownloadAsync(EctClient client, FlowStepView step, string folder, CancellationToken cancellation)
    {
        var folders = new SortedDictionary<uint, string>();
        foreach (var id in step.Deals)
        {
            foreach (var task in await client.Tasks.ListAsync(await client.Deals.GetAsync(id, cancellation), cancellation))
            {
                folders[task.Index] = (await ResultDownload.RunAsync(client, task, Path.Combine(folder, $"{task.Index}"), cancellation)).Folder;
            }
        }

        return [.. folders.Values];
    }

    public Answer ToAnswer() => Answer.Of(this, static (console, report) => report.Render(console), IsGood ? ExitCode.Ok : ExitCode.Failure);

    private void Render(IAnsiConsole console)
    {
        console.Write(Tables.Of(
            ["step", "status", "tasks", "why and where"],
            Steps.Select(step => new[] { step.Name, $"{step.Status}".ToLowerInvariant(), $"{step.Tasks}", step.Why ?? (step.Folders is { Count: > 0 } folders ? Path.GetDirectoryName(folders[0])! : "") })));
        if (Result is not null)
        {
            console.WriteLine($"Result: {Result}");
        }
    }

    private static FlowStepView View(WorkflowStep step, StepState state) =>
        new(step.Name, state.Status, step.Tasks ?? 0, state.Deals, [.. state.Results.Select(root => root.ToString())], state.Why);
}
