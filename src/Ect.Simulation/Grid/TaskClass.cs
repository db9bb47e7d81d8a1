namespace Ect.Simulation.Grid;

/// <summary>Tasks of one buyer and about one size.</summary>
/// <param name="Buyer">Whose.</param>
/// <param name="Size">The middle of their sizes in reference seconds.</param>
public sealed record TaskClass(int Buyer, double Size);
