using Ect.Contracts;
using static Ect.Contracts.ChainTaskStatus;

namespace Ect.Protocol.Lifecycles;

/// <summary>Life of a task in the hub. A re-organisation can undo any of it; the chain's present word always counts.</summary>
public static class ChainTaskLifecycle
{
    /// <summary>The table; docs/protocol.md draws it.</summary>
    public static Lifecycle<ChainTaskStatus> Table { get; } = new(
        Unset,
        new(Unset, Active, "initialize or first contribute"),
        new(Unset, Failed, "claim after the final deadline, or decline after the contribution deadline"),
        new(Active, Revealing, "openReveal"),
        new(Active, Completed, "finalize with all openings"),
        new(Active, Failed, "claim after the final deadline, or decline, without contributors"),
        new(Revealing, Completed, "finalize"),
        new(Revealing, Failed, "claim one reveal period after the reveal deadline"));
}
