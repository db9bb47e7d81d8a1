using Ect.Contracts;
using Ect.Ethereum;

namespace Ect.Protocol.Scheduling;

/// <summary>What a scheduler should do about a task now.</summary>
/// <param name="Reason">Why, in words for the requester: the answer to "why is my task waiting".</param>
public abstract record TaskAction(string Reason)
{
    /// <summary>Nothing now: somebody else must move first, or time must pass.</summary>
    /// <param name="Reason">Why.</param>
    /// <param name="For">What is waited for.</param>
    public sealed record Wait(string Reason, WaitFor For = WaitFor.Workers) : TaskAction(Reason);

    /// <summary>Nothing any more: the task is settled.</summary>
    public sealed record Done(string Reason) : TaskAction(Reason);

    /// <summary>Start more workers.</summary>
    /// <param name="Count">How many, at least 1.</param>
    /// <param name="Reason">Why.</param>
    public sealed record Assign(int Count, string Reason) : TaskAction(Reason);

    /// <summary>Send openReveal.</summary>
    public sealed record OpenReveal(string Reason) : TaskAction(Reason);

    /// <summary>Send finalize.</summary>
    /// <param name="Openings">One for each contributor, ascending; a silent one's, or one on chain already, has zeros.</param>
    /// <param name="ResultHash">The agreed result: look up the digest (and the callback's data) that gave it.</param>
    /// <param name="Reason">Why.</param>
    public sealed record Finalize(IReadOnlyList<Opening> Openings, Bytes32 ResultHash, string Reason) : TaskAction(Reason);

    /// <summary>Send claim.</summary>
    /// <param name="Workers">Every contributor, ascending.</param>
    /// <param name="Reason">Why.</param>
    public sealed record Claim(IReadOnlyList<Address> Workers, string Reason) : TaskAction(Reason);

    /// <summary>Send decline: nobody has contributed, and it is too late.</summary>
    public sealed record Decline(string Reason) : TaskAction(Reason);

    /// <summary>Epoch path: let its commitments go into the next epoch; there are enough of them.</summary>
    public sealed record Anchor(string Reason) : TaskAction(Reason);

    /// <summary>Epoch path: leave it, for good.</summary>
    public sealed record FallBack(string Reason) : TaskAction(Reason);
}
