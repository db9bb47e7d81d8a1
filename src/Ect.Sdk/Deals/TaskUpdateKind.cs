namespace Ect.Sdk.Deals;

/// <summary>What happened to a task.</summary>
public enum TaskUpdateKind
{
    /// <summary>Somebody acted on it first.</summary>
    Started,

    /// <summary>A worker committed.</summary>
    Contributed,

    /// <summary>Workers reveal on chain now.</summary>
    RevealOpened,

    /// <summary>A worker revealed on chain.</summary>
    Revealed,

    /// <summary>A worker was right and is paid.</summary>
    Accepted,

    /// <summary>A worker was wrong or silent and lost its stake.</summary>
    Rejected,

    /// <summary>A worker has its stake back, the task having failed.</summary>
    Released,

    /// <summary>The result is agreed on.</summary>
    Completed,

    /// <summary>Claimed: the requester is refunded.</summary>
    Failed,
}
