namespace Ect.Sdk.Workflows;

/// <summary>Decides what can be done now. Pure: it sees the journal's states and nothing else, so that after a restart it decides the same.</summary>
internal static class WorkflowPlanner
{
    /// <summary>The moves that can be made at the same time; none once every step has ended.</summary>
    public static IReadOnlyList<(WorkflowStep Step, StepMove Move)> Decide(Workflow workflow, IReadOnlyDictionary<string, StepState> states) =>
        [.. workflow.Steps.Select(step => (Step: step, Move: Decide(step, states))).Where(next => next.Move is not null).Select(next => (next.Step, next.Move!.Value))];

    private static StepMove? Decide(WorkflowStep step, IReadOnlyDictionary<string, StepState> states) => states[step.Name].Status switch
    {
        StepStatus.Waiting when step.Dependencies.Any(name => states[name].Status is StepStatus.Failed or StepStatus.Skipped) => StepMove.Skip,
        StepStatus.Waiting when step.Dependencies.All(name => states[name].Status == StepStatus.Done) => StepMove.Sign,
        StepStatus.Requested => StepMove.Match,
        StepStatus.Bought => StepMove.Follow,
        _ => null,
    };
}
