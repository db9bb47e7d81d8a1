namespace Ect.Simulation.Grid.Studies;

/// <summary>What scheduling by several criteria brings.</summary>
/// <param name="Seed">The same seed finds the same.</param>
/// <param name="Runs">Seeds of each mix.</param>
/// <param name="Workers">Machines of a pool.</param>
/// <param name="Tasks">Tasks of a bag.</param>
/// <param name="Mixes">What was found.</param>
public sealed record MultiCriteriaReport(int Seed, int Runs, int Workers, int Tasks, IReadOnlyList<MixRow> Mixes);
