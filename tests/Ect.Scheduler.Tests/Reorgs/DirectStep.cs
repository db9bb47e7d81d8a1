namespace Ect.Scheduler.Tests.Reorgs;

/// <summary>The steps of a task's life on the direct path.</summary>
public enum DirectStep
{
    Matched,
    Contributed,
    Finalised,
    RevealOpened,
    Revealed,
    Claimed,
    Declined,
}
