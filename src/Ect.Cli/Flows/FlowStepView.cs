using Ect.Ethereum;
using Ect.Sdk.Workflows;

namespace Ect.Cli.Flows;

/// <summary>How a step of a workflow ended. Folders are those of its downloaded results, by index.</summary>
internal sealed record FlowStepView(string Name, StepStatus Status, uint Tasks, IReadOnlyList<Bytes32> Deals, IReadOnlyList<string> Results, string? Why, IReadOnlyList<string>? Folders = null);
