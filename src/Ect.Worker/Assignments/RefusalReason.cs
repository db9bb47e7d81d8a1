namespace Ect.Worker.Assignments;

/// <summary>Why an assignment was declined.</summary>
internal enum RefusalReason
{
    /// <summary>A field has the wrong length, or the deal terms are not ABI-encoded deal terms.</summary>
    Malformed = 1,

    /// <summary>The task id is not that of the deal and index.</summary>
    TaskMismatch,

    /// <summary>The index is not one of the deal's.</summary>
    IndexOutOfRange,

    /// <summary>The deal belongs to another pool.</summary>
    OtherPool,

    /// <summary>The chain has no deal of these terms.</summary>
    UnknownDeal,

    /// <summary>The authorization is not the deal's scheduler's for this worker and task.</summary>
    BadAuthorization,

    /// <summary>The params are not those of the deal.</summary>
    ParamsMismatch,

    /// <summary>Too little time is left to compute and contribute.</summary>
    DeadlineTooNear,

    /// <summary>The task takes no more contributions.</summary>
    TaskClosed,

    /// <summary>This worker has contributed to the task, or computed it, already.</summary>
    AlreadyDone,

    /// <summary>The stake exceeds what this worker has free, or is willing to lock.</summary>
    StakeTooHigh,

    /// <summary>The deal demands the direct path, or allows nothing else.</summary>
    WrongPath,

    /// <summary>This worker had no seat in the pool's roster before the deal started.</summary>
    NotSeated,

    /// <summary>The task did not draw this worker.</summary>
    NotDrawn,

    /// <summary>The bond does not cover another task on the epoch path.</summary>
    BondTooLow,

    /// <summary>The reward is below what this worker asks.</summary>
    RewardTooLow,

    /// <summary>All slots are busy.</summary>
    NoFreeSlot,

    /// <summary>The worker's owner lets it take nothing now, or what runs would be late because of that.</summary>
    Resting,

    /// <summary>
    /// This machine lacks what the task needs: a runtime, memory, a network, others of its class, what its requirements ask for; the
    /// processor that its image is for, or its owner's leave to pull it.
    /// </summary>
    MachineUnfit,

    /// <summary>The requirements in the owner's ad are not true of the task.</summary>
    OwnerRefuses,
}
