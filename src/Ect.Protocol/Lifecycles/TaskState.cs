namespace Ect.Protocol.Lifecycles;

/// <summary>How a scheduler sees a task of one of its deals.</summary>
public enum TaskState
{
    /// <summary>Bought; no worker computes it.</summary>
    Waiting,

    /// <summary>Workers compute it or have committed.</summary>
    Running,

    /// <summary>The reveal phase is open on chain.</summary>
    Revealing,

    /// <summary>A finalize or claim is on its way to the chain.</summary>
    Settling,

    /// <summary>The chain knows the agreed result, everybody is paid.</summary>
    Completed,

    /// <summary>The task was claimed, the requester is refunded.</summary>
    Failed,

    /// <summary>A re-organisation took the deal away.</summary>
    Vanished,
}
