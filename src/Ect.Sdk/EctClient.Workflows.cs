using Ect.Sdk.Errors;
using Ect.Sdk.Workflows;

namespace Ect.Sdk;

public sealed partial class EctClient
{
    /// <summary>Uploads what a workflow reads from this machine, and puts content ids in its place. Repeated, it sends what is missing only.</summary>
    /// <param name="workflow">The workflow.</param>
    /// <param name="folder">The folder from which its relative paths go.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="EctException">A path leads nowhere (<see cref="ErrorCode.FileNotFound"/>), or a folder's entries are not as many as the step's tasks (<see cref="ErrorCode.InvalidFile"/>).</exception>
    public async Task<Workflow> UploadInputsAsync(Workflow workflow, string folder, CancellationToken cancellation = default)
    {
        workflow.Validate();
        var steps = new List<WorkflowStep>();
        foreach (var step in workflow.Steps)
        {
            var (inputs, tasks) = (new Dictionary<string, StepInput>(StringComparer.Ordinal), step.Tasks);
            foreach (var (name, input) in step.Inputs)
            {
                switch (input)
                {
                    case StepInput.Upload upload:
                        inputs[name] = new StepInput.Content($"{await Assets.UploadAsync(Path.Combine(folder, upload.Path), cancellation: cancellation)}");
                        break;
                    case StepInput.UploadEach each:
                        var parts = await Assets.UploadPartsAsync(Path.Combine(folder, each.Path), cancellation: cancellation);
                        inputs[name] = new StepInput.Content(parts.Address);
                        tasks = tasks is null || tasks == parts.Count
                            ? parts.Count
                            : throw new EctException(ErrorCode.InvalidFile, $"Input '{name}' of step '{step.Name}' has {parts.Count} entries in '{each.Path}', but the step has {tasks} tasks.");
                        break;
                    default:
                        inputs[name] = input;
                        break;
                }
            }

            steps.Add(step with { Inputs = inputs, Tasks = tasks });
        }

        // Counts that only the folders knew are checked now.
        var uploaded = new Workflow(steps);
        uploaded.Validate();
        return uploaded;
    }

    /// <summary>Buys and follows the steps of a workflow until all have ended. After a crash or an interruption, a new call with the same journal goes on.</summary>
    /// <param name="workflow">The workflow, uploaded.</param>
    /// <param name="journal">Its journal.</param>
    /// <param name="news">Told of each change.</param>
    /// <param name="cancellation">Ends the call; what was bought goes on.</param>
    /// <returns>How each step ended.</returns>
    public async Task<IReadOnlyDictionary<string, StepState>> RunAsync(Workflow workflow, WorkflowJournal journal, IProgress<WorkflowNews>? news = null, CancellationToken cancellation = default)
    {
        using var runner = new WorkflowRunner(workflow, journal, new StepDesk(this), news);
        return await runner.RunAsync(cancellation);
    }
}
