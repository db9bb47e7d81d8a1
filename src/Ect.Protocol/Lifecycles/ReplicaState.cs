namespace Ect.Protocol.Lifecycles;

/// <summary>One worker's part in one task, as the scheduler sees it.</summary>
public enum ReplicaState
{
    /// <summary>Authorised and told to compute.</summary>
    Assigned,

    /// <summary>Its commitment is on chain, its stake locked.</summary>
    Committed,

    /// <summary>It gave the scheduler an opening that fits its commitment.</summary>
    Opened,

    /// <summary>It revealed on chain.</summary>
    Revealed,

    /// <summary>Settled: it was right and is paid.</summary>
    Accepted,

    /// <summary>Settled: it was wrong or silent and lost its stake.</summary>
    Rejected,

    /// <summary>Settled: the task failed through no proven fault of the worker, who has its stake back.</summary>
    Released,

    /// <summary>Given up without a commitment: late, disconnected, or the task ended first. It may still commit.</summary>
    Lost,

    /// <summary>The worker said that it cannot do it. It may still commit.</summary>
    Failed,

    /// <summary>Epoch path: its signed commitment is written down and goes into an anchor.</summary>
    Pledged,

    /// <summary>Epoch path: it gave an opening that fits its commitment.</summary>
    Disclosed,
}
