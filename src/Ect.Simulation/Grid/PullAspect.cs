namespace Ect.Simulation.Grid;

/// <summary>By what a scheduler ranks the waiting tasks for the machine that asks for one.</summary>
public enum PullAspect
{
    /// <summary>Expected completion time on the machine: shorter is better.</summary>
    CompletionTime,

    /// <summary>Price on the machine: lower is better.</summary>
    Price,

    /// <summary>Expected error impact, the machine's chance of a wrong result times what it costs: lower is better.</summary>
    ErrorImpact,

    /// <summary>Expected time on the machine with all interruptions, against what it would be on the pool's others: lower is better.</summary>
    RelativeTime,

    /// <summary>How well the machine, among all of the pool, suits what the task's buyer cares for: more is better.</summary>
    Suitability,
}
