using Ect.Content;
using Ect.Ethereum;

namespace Ect.Sdk.Workflows;

/// <summary>What the journal knows of a step.</summary>
/// <param name="Status">Where it stands.</param>
public sealed record StepState(StepStatus Status)
{
    /// <summary>Nothing was done yet.</summary>
    public static StepState Initial { get; } = new(StepStatus.Waiting);

    /// <summary>The signed request, as JSON; null while waiting.</summary>
    public string? Request { get; init; }

    /// <summary>The deals that hold its tasks; empty before they are bought.</summary>
    public IReadOnlyList<Bytes32> Deals { get; init; } = [];

    /// <summary>The content roots of its results, by index; empty before they are there.</summary>
    public IReadOnlyList<Cid> Results { get; init; } = [];

    /// <summary>Of a failed or skipped step, why.</summary>
    public string? Why { get; init; }
}
