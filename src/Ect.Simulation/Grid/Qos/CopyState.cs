namespace Ect.Simulation.Grid.Qos;

/// <summary>What became of a task's copy.</summary>
internal enum CopyState : byte
{
    /// <summary>Nobody has it yet.</summary>
    Waits,

    /// <summary>A machine has it, as far as the server knows.</summary>
    Runs,

    /// <summary>Too long nothing was heard of it. Its result still counts if it comes.</summary>
    Missed,

    /// <summary>Its result has come, or nobody wants it any more.</summary>
    Over,
}
