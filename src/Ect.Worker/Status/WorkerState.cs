namespace Ect.Worker.Status;

/// <summary>What a worker does.</summary>
public enum WorkerState
{
    /// <summary>It has nothing to compute.</summary>
    Idle,

    /// <summary>It computes.</summary>
    Computing,

    /// <summary>It takes nothing and holds what it has.</summary>
    Paused,

    /// <summary>It takes nothing and finishes what it has.</summary>
    Finishing,
}
