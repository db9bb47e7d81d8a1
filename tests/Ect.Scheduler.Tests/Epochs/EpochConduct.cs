namespace Ect.Scheduler.Tests.Epochs;

/// <summary>How a worker on the epoch path behaves.</summary>
public enum EpochConduct
{
    Honest,

    /// <summary>Signs commitments to other results.</summary>
    Liar,

    /// <summary>Takes assignments and is never heard of again.</summary>
    Vanishes,

    /// <summary>Takes assignments, stays connected, and never ends.</summary>
    Stalls,

    /// <summary>Commits and never opens.</summary>
    NeverOpens,

    /// <summary>Opens and never signs a settlement.</summary>
    NeverSigns,
}
