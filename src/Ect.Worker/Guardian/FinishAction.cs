using Ect.Contracts;
using Ect.Ethereum;

namespace Ect.Worker.Guardian;

/// <summary>How to close a task whose reveal phase is over.</summary>
internal abstract record FinishAction
{
    private FinishAction()
    {
    }

    /// <summary>This worker's result is agreed on: finalise with it. What was revealed on chain needs no opening.</summary>
    public sealed record Finalize(IReadOnlyList<Opening> Openings) : FinishAction;

    /// <summary>No result can be paid: claim, which returns the stakes of those who revealed.</summary>
    public sealed record Claim(IReadOnlyList<Address> Workers) : FinishAction;

    /// <summary>No result is agreed on by what is on chain, but whoever knows openings that are not may still finalise.</summary>
    public sealed record WaitForOthers : FinishAction;

    /// <summary>Another result is agreed on: closing the task would only cost this worker its stake, and gas on top.</summary>
    public sealed record LeaveToOthers : FinishAction;
}
