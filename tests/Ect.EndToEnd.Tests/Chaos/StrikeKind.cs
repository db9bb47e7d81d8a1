namespace Ect.EndToEnd.Tests.Chaos;

/// <summary>What is done to a network.</summary>
internal enum StrikeKind
{
    /// <summary>A process is killed; its supervisor starts it again.</summary>
    Kill,

    /// <summary>A process stands still for a while.</summary>
    Freeze,

    /// <summary>The database ends as in a power cut, and starts again.</summary>
    PowerCut,

    /// <summary>The chain's clock jumps ahead, for good.</summary>
    ChainClock,

    /// <summary>A process's clock jumps, ahead or back, and is put right after a while.</summary>
    ProcessClock,

    /// <summary>A disk is full for a while.</summary>
    DiskFull,

    /// <summary>Nothing gets through between a worker and everybody else for a while.</summary>
    NetworkCut,
}
