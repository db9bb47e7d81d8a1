using Ect.Ethereum;

namespace Ect.Protocol.Epochs;

/// <summary>What a scheduler should do about an epoch now.</summary>
/// <param name="Reason">Why, for people.</param>
public abstract record EpochAction(string Reason)
{
    /// <summary>Nothing: somebody else must move first, or time must pass.</summary>
    public sealed record Wait(string Reason) : EpochAction(Reason);

    /// <summary>Send the anchor.</summary>
    public sealed record Anchor(string Reason) : EpochAction(Reason);

    /// <summary>Propose a settlement. Tasks of the epoch that are not in it go to a later one.</summary>
    public sealed record Propose(SettlementDraft Draft, string Reason) : EpochAction(Reason);

    /// <summary>Settle nothing: all tasks go to a later epoch.</summary>
    public sealed record Abandon(string Reason) : EpochAction(Reason);

    /// <summary>Go on without signers who did not sign in time.</summary>
    public sealed record LeaveOut(IReadOnlyList<Address> Workers, string Reason) : EpochAction(Reason);

    /// <summary>Everybody has signed.</summary>
    public sealed record Seal(string Reason) : EpochAction(Reason);

    /// <summary>Send the settlement.</summary>
    public sealed record Settle(string Reason) : EpochAction(Reason);
}
