namespace Ect.Sdk.Workflows;

/// <summary>What happened in a workflow that runs.</summary>
/// <param name="Step">The step.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Tasks">Its tasks.</param>
/// <param name="Ended">How many of them have ended.</param>
public sealed record WorkflowNews(string Step, StepState State, uint Tasks, int Ended);
