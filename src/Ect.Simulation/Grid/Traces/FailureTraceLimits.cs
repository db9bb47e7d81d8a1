namespace Ect.Simulation.Grid.Traces;

/// <summary>What of a trace is read at most.</summary>
public sealed record FailureTraceLimits
{
    /// <summary>Characters of a line.</summary>
    public int LineLength { get; init; } = 4_096;

    /// <summary>Events. SETI@home's trace, the archive's largest, has about 200 million: cut it first.</summary>
    public int Events { get; init; } = 20_000_000;

    /// <summary>Nodes.</summary>
    public int Nodes { get; init; } = 1_000_000;
}
