namespace Ect.Simulation.Grid.Traces;

/// <summary>A node of a trace.</summary>
/// <param name="Platform">The archive's platform id.</param>
/// <param name="Node">The archive's node id.</param>
/// <param name="Up">When it is there: in order, without overlap, at least one.</param>
public sealed record TraceNode(long Platform, long Node, IReadOnlyList<UpTime> Up)
{
    /// <summary>Seconds that it is there.</summary>
    public double UpSeconds => Up.Sum(time => time.End - time.Start);
}
