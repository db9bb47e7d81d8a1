namespace Ect.Simulation.Hub;

/// <summary>Where a task stands.</summary>
public enum TaskState
{
    /// <summary>Nothing on chain.</summary>
    Untouched,

    /// <summary>On the direct path.</summary>
    Direct,

    /// <summary>A result was paid.</summary>
    Settled,

    /// <summary>Refunded.</summary>
    Failed,
}
