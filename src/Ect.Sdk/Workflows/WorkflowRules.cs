using Ect.Protocol.Tasks;
using Ect.Sdk.Errors;

namespace Ect.Sdk.Workflows;

/// <summary>The rules of a workflow, so that nothing is bought for one that cannot end.</summary>
internal static class WorkflowRules
{
    // Of the length of a joined folder's address.
    private const string AnyAddress = "bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi/" + InputAddress.IndexSegment;

    public static void Validate(Workflow workflow)
    {
        if (workflow.Steps.Count is 0 or > Workflow.MaxSteps)
        {
            throw Fault($"The workflow has {workflow.Steps.Count} steps; 1 to {Workflow.MaxSteps} are allowed.");
        }

        var steps = new Dictionary<string, WorkflowStep>(StringComparer.Ordinal);
        foreach (var step in workflow.Steps)
        {
            if (!InputAddress.IsName(step.Name))
            {
                throw Fault($"A step is named '{Shorten(step.Name)}': use 1 to 64 letters, digits, '.', '_' or '-'.");
            }

            if (!steps.TryAdd(step.Name, step))
            {
                throw Fault($"Two steps are named '{step.Name}': give each its own name.");
            }
        }

        foreach (var step in workflow.Steps)
        {
            CheckStep(step, steps);
        }

        if (workflow.Steps.Sum(step => step.Tasks ?? 1L) is > Workflow.MaxTasksInAll and var tasks)
        {
            throw Fault($"The workflow has {tasks} tasks in all; at most {Workflow.MaxTasksInAll} are allowed.");
        }

        CheckOrder(workflow, steps);
    }

    private static void CheckStep(WorkflowStep step, Dictionary<string, WorkflowStep> steps)
    {
        if (step.App.Length == 0)
        {
            throw Fault($"Step '{step.Name}' names no app.");
        }

        if (step.Tasks is 0 or > Workflow.MaxTasks)
        {
            throw Fault($"Step '{step.Name}' has {step.Tasks} tasks; 1 to {Workflow.MaxTasks} are allowed.");
        }

        if (step.Tasks is null && !step.Inputs.Values.Any(input => input is StepInput.UploadEach))
        {
            throw Fault($"Step '{step.Name}' does not say how many tasks it has: give \"tasks\", or an input \"each\".");
        }

        if (step.Trust == 0)
        {
            throw Fault($"Step '{step.Name}' has trust 0; at least 1 vote must agree.");
        }

        foreach (var (name, input) in step.Inputs)
        {
            CheckInput(step, name, input, steps);
        }

        try
        {
            // What the request will say, but for the addresses, so that a step is not found unsellable when others are paid for.
            ParamsOf(step, step.Inputs.ToDictionary(input => input.Key, input => input.Value is StepInput.Content content ? content.Address : AnyAddress)).ToCanonicalJson();
        }
        catch (FormatException e)
        {
            throw Fault($"Step '{step.Name}': {e.Message}", e);
        }
    }

    /// <summary>The params of a step's request.</summary>
    /// <param name="step">The step.</param>
    /// <param name="addresses">Where its inputs are, by their names.</param>
    public static TaskParams ParamsOf(WorkflowStep step, IReadOnlyDictionary<string, string> addresses) => new() { Args = step.Args, Env = step.Env, Inputs = addresses };

    private static void CheckInput(WorkflowStep step, string name, StepInput input, Dictionary<string, WorkflowStep> steps)
    {
        if (input is not StepInput.Results results)
        {
            return;
        }

        var what = $"Input '{name}' of step '{step.Name}'";
        if (!steps.TryGetValue(results.From, out var earlier))
        {
            throw Fault($"{what} is from '{Shorten(results.From)}', but there is no such step: the steps are {string.Join(", ", steps.Keys.Select(other => $"'{other}'"))}.");
        }

        var segments = results.Entry.Length == 0 ? [] : results.Entry.Split('/');
        if (segments.Length > InputAddress.MaxSegments || !segments.All(segment => InputAddress.IsName(segment.Replace(StepInput.Index, "0", StringComparison.Ordinal))))
        {
            throw Fault($"{what} has the entry '{Shorten(results.Entry)}': a path of at most {InputAddress.MaxSegments} names of letters, digits, '.', '_' or '-', in which {StepInput.Index} may stand for the task's index.");
        }

        if (results.IsOwn && results.IsShuffle)
        {
            throw Fault($"{what} is its own part of every result and of its own result alone: leave out \"own\", or {StepInput.Index} in \"entry\".");
        }

        if (results.IsOwn && step.Tasks is { } tasks && earlier.Tasks is { } others && tasks != others)
        {
            throw Fault($"{what} takes one result for each task, but '{step.Name}' has {tasks} tasks and '{earlier.Name}' has {others}.");
        }

        if (results.IsShuffle && (step.Tasks ?? 1L) * (earlier.Tasks ?? 1L) is > Workflow.MaxJoined and var joined)
        {
            throw Fault($"{what} joins {joined} parts ({step.Tasks} tasks read one of each of {earlier.Tasks}); at most {Workflow.MaxJoined} are allowed.");
        }
    }

    // Kahn: takes away what depends on nothing that is left; what then remains goes round in circles.
    private static void CheckOrder(Workflow workflow, Dictionary<string, WorkflowStep> steps)
    {
        var left = workflow.Steps.Select(step => step.Name).ToHashSet(StringComparer.Ordinal);
        while (left.Where(name => !steps[name].Dependencies.Any(left.Contains)).ToArray() is { Length: > 0 } free)
        {
            left.ExceptWith(free);
        }

        if (left.Count == 0)
        {
            return;
        }

        var circle = new List<string>();
        for (var name = workflow.Steps.First(step => left.Contains(step.Name)).Name; ; name = steps[name].Dependencies.First(left.Contains))
        {
            var at = circle.IndexOf(name);
            circle.Add(name);
            if (at >= 0)
            {
                throw Fault($"Steps wait for one another in a circle: {string.Join(" ← ", circle.Skip(at).Select(step => $"'{step}'"))}. Take one of these inputs away.");
            }
        }
    }

    private static EctException Fault(string message, Exception? inner = null) => new(ErrorCode.InvalidFile, message, "Correct the workflow and check it with `ect flow check`.", inner);

    private static string Shorten(string text) => text.Length <= 80 ? text : text[..80] + "…";
}
