using static Ect.Protocol.Lifecycles.TaskState;

namespace Ect.Protocol.Lifecycles;

/// <summary>
/// A scheduler's task. Anybody may settle a task, so the end can be seen on chain from any live state. A settlement
/// that a re-organisation removes leads back to Running; the next look at the chain moves it on from there.
/// </summary>
public static class TaskLifecycle
{
    /// <summary>The table; docs/protocol.md draws it.</summary>
    public static Lifecycle<TaskState> Table { get; } = new(
        Waiting,
        new(Waiting, Running, "worker assigned"),
        new(Waiting, Revealing, "reveal phase seen on chain"),
        new(Waiting, Settling, "settlement sent"),
        new(Waiting, Completed, "completion seen on chain"),
        new(Waiting, Failed, "claim seen on chain"),
        new(Waiting, Vanished, "deal removed by re-org", IsReorg: true),
        new(Running, Waiting, "no worker left"),
        new(Running, Revealing, "reveal phase seen on chain"),
        new(Running, Settling, "settlement sent"),
        new(Running, Completed, "completion seen on chain"),
        new(Running, Failed, "claim seen on chain"),
        new(Running, Vanished, "deal removed by re-org", IsReorg: true),
        new(Revealing, Settling, "settlement sent"),
        new(Revealing, Completed, "completion seen on chain"),
        new(Revealing, Failed, "claim seen on chain"),
        new(Revealing, Running, "reveal phase removed by re-org", IsReorg: true),
        new(Revealing, Vanished, "deal removed by re-org", IsReorg: true),
        new(Settling, Running, "settlement refused or lost"),
        new(Settling, Revealing, "settlement refused or lost"),
        new(Settling, Completed, "completion seen on chain"),
        new(Settling, Failed, "claim seen on chain"),
        new(Settling, Vanished, "deal removed by re-org", IsReorg: true),
        new(Completed, Running, "settlement removed by re-org", IsReorg: true),
        new(Completed, Vanished, "deal removed by re-org", IsReorg: true),
        new(Failed, Running, "settlement removed by re-org", IsReorg: true),
        new(Failed, Vanished, "deal removed by re-org", IsReorg: true),
        new(Vanished, Waiting, "deal mined again", IsReorg: true));
}
