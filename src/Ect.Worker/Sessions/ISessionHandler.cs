using Ect.Ethereum;
using Ect.Wire;
using Ect.Worker.Preferences;

namespace Ect.Worker.Sessions;

/// <summary>The rest of the worker, as a session with the scheduler sees it.</summary>
internal interface ISessionHandler
{
    /// <summary>Slots with nothing to compute.</summary>
    int FreeSlots { get; }

    /// <summary>Why it takes no tasks; null if it does.</summary>
    Rest? Rest { get; }

    /// <summary>Tasks being computed.</summary>
    IReadOnlyList<Bytes32> Running { get; }

    /// <summary>What must be told first on every connection.</summary>
    IReadOnlyList<WorkerMessage> Outstanding { get; }

    /// <summary>Takes or declines an assignment; returns at once.</summary>
    void Assign(Assignment assignment);

    /// <summary>Stops computing a task.</summary>
    void Cancel(Bytes32 task, string reason);

    /// <summary>The scheduler says that it has a commitment.</summary>
    void Receipted(Bytes32 task, Receipt receipt);

    /// <summary>The scheduler says that a commitment is anchored.</summary>
    void Anchored(Bytes32 task, Anchored anchored);

    /// <summary>The scheduler has written an opening down.</summary>
    void OpeningAccepted(Bytes32 task);

    /// <summary>The scheduler asks for a signature under a settlement.</summary>
    void Propose(Proposal proposal);

    /// <summary>The scheduler says that the task ended: a reason to look at the chain, not a truth.</summary>
    void Ended(Bytes32 task, string outcome);
}
