using static Ect.Protocol.Lifecycles.TaskPath;

namespace Ect.Protocol.Lifecycles;

/// <summary>A task's path. There is no way back to the epoch path: on chain there is none either.</summary>
public static class TaskPathLifecycle
{
    /// <summary>The table; docs/protocol.md draws it.</summary>
    public static Lifecycle<TaskPath> Table { get; } = new(
        Undecided,
        new(Undecided, Epoch, "deal allows it and the pool has seats"),
        new(Undecided, Direct, "deal demands it or the pool has no seats"),
        new(Epoch, Direct, "taken on chain, or not settled in time"));
}
