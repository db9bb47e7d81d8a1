using Ect.Protocol.Qos;

namespace Ect.Simulation.Grid.Qos;

/// <summary>What came of a bag, with help or without.</summary>
/// <param name="Makespan">Seconds until its last task was completed, or until the simulation's end.</param>
/// <param name="Ideal">tc(0.9)/0.9 in seconds; not a number if so much was never completed.</param>
/// <param name="Curve">When each percent of it was completed; null if it was not completed.</param>
/// <param name="Completions">Tasks that were completed, each once.</param>
/// <param name="Lost">Copies that were lost with their machine.</param>
/// <param name="Budget">Hours of a helper's time that could be bought.</param>
/// <param name="Spent">Hours of it that were.</param>
/// <param name="Helpers">Most helpers at a time.</param>
/// <param name="Offloaded">Work of helpers as a share of the bag's, results that came too late among it.</param>
/// <param name="HelpedAt">When the first help was bought; null for never.</param>
public sealed record HelpedOutcome(
    double Makespan, double Ideal, BagCurve? Curve, int Completions, long Lost, double Budget, double Spent, int Helpers, double Offloaded, double? HelpedAt)
{
    /// <summary>Whether all tasks were completed.</summary>
    public bool IsOver => Curve is not null;

    /// <summary>Makespan as a multiple of the ideal time.</summary>
    public double Slowdown => Makespan / Ideal;

    /// <summary>Spent hours as a share of the budget; 0 without one.</summary>
    public double SpentShare => Budget > 0 ? Spent / Budget : 0;
}
