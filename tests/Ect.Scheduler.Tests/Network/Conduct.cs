namespace Ect.Scheduler.Tests.Network;

/// <summary>How a test worker behaves.</summary>
public enum Conduct
{
    Honest,

    /// <summary>Commits to another result.</summary>
    Liar,

    /// <summary>Takes an assignment and is never heard of again.</summary>
    Vanisher,

    /// <summary>Commits and never opens.</summary>
    Silent,
}
