namespace Ect.Scheduler.Tests.Reorgs;

/// <summary>The steps of a task's life on the epoch path.</summary>
public enum EpochStep
{
    Matched,
    DrawFixed,
    Anchored,
    Settled,
    Punished,
    Delivered,
}
