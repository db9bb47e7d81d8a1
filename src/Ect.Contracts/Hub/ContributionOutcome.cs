namespace Ect.Contracts;

/// <summary>How a worker's part in a task ended.</summary>
public enum ContributionOutcome
{
    /// <summary>Right, and paid.</summary>
    Accepted,

    /// <summary>Wrong or silent: the stake is lost.</summary>
    Rejected,

    /// <summary>The task failed through no proven fault of the worker, who has its stake back.</summary>
    Released,

    /// <summary>Right, left out of the epoch's settlement, and paid as much by the pool's owner for the scheduler's receipt.</summary>
    Honoured,
}
