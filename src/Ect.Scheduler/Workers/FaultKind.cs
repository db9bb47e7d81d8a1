namespace Ect.Scheduler.Workers;

/// <summary>What a worker can do wrong.</summary>
internal enum FaultKind
{
    /// <summary>The chain rejected its result.</summary>
    WrongResult,

    /// <summary>It committed and never opened; the chain took its stake.</summary>
    Silent,

    /// <summary>It sent an opening that its commitment does not hide.</summary>
    FalseOpening,

    /// <summary>It reported that it could not do the task.</summary>
    Failed,
}
