using System.Numerics;

namespace Ect.Worker.Guardian;

/// <summary>The guardian's pace.</summary>
internal sealed record GuardianSettings
{
    /// <summary>Between two looks at the chain for one contribution.</summary>
    public required TimeSpan PollInterval { get; init; }

    /// <summary>Given to the scheduler, after a deadline, to close the task for everybody.</summary>
    public required TimeSpan Patience { get; init; }

    /// <summary>How long the chain must go on showing a task's end before it is believed: a re-org can take it back.</summary>
    public required TimeSpan SettlementDelay { get; init; }

    /// <summary>Least wage for which a receipt is claimed, in the token's smallest unit.</summary>
    public BigInteger MinClaim { get; init; } = BigInteger.Zero;
}
