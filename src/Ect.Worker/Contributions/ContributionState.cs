namespace Ect.Worker.Contributions;

/// <summary>
/// How far this worker is with one contribution. Only a marker of what was told to whom: what the chain says about the
/// contribution is always read from the chain.
/// </summary>
internal enum ContributionState
{
    /// <summary>The result is built and written down; the commitment may or may not have been sent.</summary>
    Computed = 1,

    /// <summary>The chain has shown the commitment.</summary>
    Committed,

    /// <summary>The result tree is uploaded; the opening goes to the scheduler on every connection.</summary>
    Opened,

    /// <summary>Epoch path: the scheduler's receipt for the commitment is written down.</summary>
    Receipted,

    /// <summary>Epoch path: the chain has shown the epoch's root, and the commitment is under it.</summary>
    Anchored,

    /// <summary>Epoch path: the result tree is uploaded; the opening goes to the scheduler on every connection.</summary>
    Shown,

    /// <summary>The scheduler stalls, or others took the task to the chain: from here on as on the direct path.</summary>
    Stalled,

    /// <summary>Epoch path: an epoch settled the task without this worker, which holds a receipt and claims its wage with it.</summary>
    LeftOut,

    /// <summary>The task has ended for this worker.</summary>
    Settled,
}
