using Ect.Protocol.Deals;

namespace Ect.Protocol.Scheduling;

/// <summary>How patient a scheduler is.</summary>
public sealed record SchedulingLimits
{
    /// <summary>Seconds beyond the category's duration that a worker has from its assignment to its commitment (download, upload, mining).</summary>
    public ulong CommitGrace { get; init; } = 60;

    /// <summary>Seconds from a worker's commitment to its opening before it counts as silent.</summary>
    public ulong OpeningPatience { get; init; } = 60;

    /// <summary>Seconds that must be left until the contribution deadline to start another worker.</summary>
    public ulong LeastTimeToCompute { get; init; } = 30;

    /// <summary>Most contributors and workers in flight of one task, at most the hub's limit.</summary>
    public int MaxReplicas { get; init; } = HubRules.MaxContributors;
}
