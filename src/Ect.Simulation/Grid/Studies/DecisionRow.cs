namespace Ect.Simulation.Grid.Studies;

/// <summary>What a decision takes, by how many tasks wait.</summary>
/// <param name="Queue">Tasks that wait.</param>
/// <param name="Classes">Classes that they are of.</param>
/// <param name="Grouped">As the scheduler decides: over classes.</param>
/// <param name="Sorted">Over every task, along sorted values.</param>
/// <param name="Pairwise">Over every task, pair by pair, as the method is defined; null where it is not tried.</param>
public sealed record DecisionRow(int Queue, int Classes, TimeSpan Grouped, TimeSpan Sorted, TimeSpan? Pairwise);
