namespace Ect.Simulation.Grid.Studies;

/// <summary>How the simulation and its decisions grow.</summary>
/// <param name="Seed">The same seed plays the same; the times differ.</param>
/// <param name="Pools">By size of the pool.</param>
/// <param name="Decisions">By length of the queue.</param>
public sealed record ScaleReport(int Seed, IReadOnlyList<ScaleRow> Pools, IReadOnlyList<DecisionRow> Decisions);
