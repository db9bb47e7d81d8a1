namespace Ect.Simulation.Certification;

/// <summary>What came of one batch.</summary>
/// <param name="Entries">Work entries.</param>
/// <param name="Accepted">Entries that have their result.</param>
/// <param name="Errors">Entries that have a wrong one.</param>
/// <param name="Results">Results that workers delivered.</param>
/// <param name="Checks">Spot-checks, beside those.</param>
/// <param name="Turns">Pieces of work, checks among them, that a worker who was never caught has done.</param>
/// <param name="Caught">Workers caught, as often as they were.</param>
public readonly record struct BatchOutcome(int Entries, int Accepted, int Errors, int Results, int Checks, int Turns, int Caught)
{
    /// <summary>All work over the least that would have done.</summary>
    public double Redundancy => (double)(Results + Checks) / Entries;
}
