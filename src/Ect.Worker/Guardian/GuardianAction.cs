using System.Numerics;
using Ect.Contracts;

namespace Ect.Worker.Guardian;

/// <summary>The next thing that one contribution needs.</summary>
internal abstract record GuardianAction
{
    private GuardianAction()
    {
    }

    /// <summary>Send the commitment: the chain does not have it and still takes it.</summary>
    public sealed record Contribute : GuardianAction;

    /// <summary>The chain has the commitment: write that down and tell the scheduler.</summary>
    public sealed record NoteCommitted : GuardianAction;

    /// <summary>The epoch path is no use any more: write down that the direct path is taken, before anything is sent.</summary>
    /// <param name="Why">For people.</param>
    public sealed record Stall(string Why) : GuardianAction;

    /// <summary>Upload the result, then tell the scheduler the opening.</summary>
    public sealed record Publish : GuardianAction;

    /// <summary>The reveal phase runs: open the commitment on chain.</summary>
    public sealed record Reveal : GuardianAction;

    /// <summary>The scheduler let the contribution deadline pass: start the reveal phase without it.</summary>
    public sealed record OpenReveal : GuardianAction;

    /// <summary>The reveal phase is over and nobody has closed the task: finalise or claim it.</summary>
    public sealed record Finish : GuardianAction;

    /// <summary>An epoch settled the task without this worker, which has a receipt: once that is believed, it claims.</summary>
    public sealed record LeaveOut : GuardianAction;

    /// <summary>The settlement pays others for the result that this worker found too: claim the same wage with the receipt.</summary>
    /// <param name="Settlement">What settled the task.</param>
    /// <param name="Wage">What the hub will pay, in the token's smallest unit.</param>
    public sealed record ClaimReceipt(SettledPages Settlement, BigInteger Wage) : GuardianAction;

    /// <summary>Nothing is left to do for this contribution.</summary>
    public sealed record Settle(string Outcome) : GuardianAction;

    /// <summary>Somebody else's turn.</summary>
    /// <param name="Why">For people.</param>
    public sealed record Wait(string Why) : GuardianAction;
}
