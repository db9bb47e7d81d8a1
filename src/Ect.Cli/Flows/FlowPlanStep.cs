namespace Ect.Cli.Flows;

/// <summary>A step of a workflow that was checked. No number of tasks: as many as a folder has entries.</summary>
internal sealed record FlowPlanStep(string Name, string App, uint? Tasks, ushort Trust, IReadOnlyList<string> After);
