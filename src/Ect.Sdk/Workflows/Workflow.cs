namespace Ect.Sdk.Workflows;

/// <summary>Steps that depend on one another's results: a directed graph without cycles.</summary>
/// <param name="Steps">The steps, in any order; their names are unique.</param>
public sealed record Workflow(IReadOnlyList<WorkflowStep> Steps)
{
    /// <summary>Most steps.</summary>
    public const int MaxSteps = 64;

    /// <summary>Most tasks of one step: a folder that joins their results is one block.</summary>
    public const int MaxTasks = 4096;

    /// <summary>Most tasks of all steps.</summary>
    public const int MaxTasksInAll = 16_384;

    /// <summary>Most entries that are joined for one input of a step: tasks that are read times tasks that read a part each.</summary>
    public const int MaxJoined = 262_144;

    /// <summary>The step of this name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public WorkflowStep this[string name] => Steps.FirstOrDefault(step => step.Name == name) ?? throw new KeyNotFoundException($"The workflow has no step '{name}'.");

    /// <summary>The steps, each after those whose results it reads. The workflow must be valid.</summary>
    public IReadOnlyList<WorkflowStep> InOrder()
    {
        var (ordered, names) = (new List<WorkflowStep>(Steps.Count), new HashSet<string>(StringComparer.Ordinal));
        while (Steps.Where(step => !names.Contains(step.Name) && step.Dependencies.All(names.Contains)).ToArray() is { Length: > 0 } next)
        {
            ordered.AddRange(next);
            names.UnionWith(next.Select(step => step.Name));
        }

        return ordered;
    }

    /// <summary>Checks names, dependencies, counts and sizes.</summary>
    /// <exception cref="Errors.EctException">
    /// A rule is broken (<see cref="Errors.ErrorCode.InvalidFile"/>); the message names step, value and rule.
    /// </exception>
    public void Validate() => WorkflowRules.Validate(this);
}
