namespace Ect.Protocol.Lifecycles;

/// <summary>How a task is settled.</summary>
public enum TaskPath
{
    /// <summary>Nobody has looked at its deal yet.</summary>
    Undecided,

    /// <summary>Off chain, together with others.</summary>
    Epoch,

    /// <summary>On chain, by itself.</summary>
    Direct,
}
