namespace Ect.Sdk.Tasks;

/// <summary>How the challenge of a block stands.</summary>
public enum ChallengeStatus
{
    /// <summary>The block must be published until the deadline.</summary>
    Open,

    /// <summary>Nobody published it in time, and nobody has said so to the chain yet.</summary>
    Overdue,

    /// <summary>The block was published on chain.</summary>
    Published,

    /// <summary>The challenger took it back, or those who agreed on the result have paid.</summary>
    Over,
}
