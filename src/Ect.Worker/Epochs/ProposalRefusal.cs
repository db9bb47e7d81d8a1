namespace Ect.Worker.Epochs;

/// <summary>Why a proposed settlement was not signed.</summary>
internal enum ProposalRefusal
{
    /// <summary>No chain would take it: wrong lengths, wrong order, pages that do not decode, positions that do not exist.</summary>
    Malformed = 1,

    /// <summary>This worker is not among those who are to sign.</summary>
    NotInCrew,

    /// <summary>It pays this worker for nothing.</summary>
    NothingPaid,

    /// <summary>It says that this worker agreed on a task to which it contributed nothing, or has not opened its contribution.</summary>
    NotContributed,

    /// <summary>It says that this worker agreed on another result than it did.</summary>
    OtherResult,

    /// <summary>The same task twice.</summary>
    Twice,

    /// <summary>It leaves out that this worker agreed, although the scheduler has its opening.</summary>
    LeftOut,

    /// <summary>More votes share the reward than the task could need.</summary>
    TooManyVotes,

    /// <summary>This worker's share is below what it asks for.</summary>
    RewardTooLow,

    /// <summary>This worker's tasks are of deals of more than one scheduler.</summary>
    MixedSchedulers,

    /// <summary>The chain has no such anchor, or the epoch is settled.</summary>
    NotAnchored,

    /// <summary>This worker's bond does not cover its part: the chain would refuse the settlement.</summary>
    BondTooLow,

    /// <summary>This worker has signed as many settlements of the epoch as it does.</summary>
    TooManySettlements,
}
