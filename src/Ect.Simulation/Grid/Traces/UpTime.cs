namespace Ect.Simulation.Grid.Traces;

/// <summary>A time in which a node is there. Seconds since the trace's beginning.</summary>
/// <param name="Start">When it comes.</param>
/// <param name="End">When it goes.</param>
public readonly record struct UpTime(double Start, double End);
