namespace Ect.Simulation.Grid;

/// <summary>What came of a bag of tasks.</summary>
/// <param name="Makespan">Seconds until the last task was finished.</param>
/// <param name="MeanCompletion">Seconds after which a task was finished on average.</param>
/// <param name="Cost">Tokens paid for finished tasks; interrupted runs are not paid.</param>
/// <param name="ErrorImpact">Expected tokens that wrong results cost the buyers.</param>
/// <param name="Energy">Joules, interrupted runs included.</param>
/// <param name="Suitability">How well the machines suited the tasks' buyers on average, −1 to 1.</param>
/// <param name="Interrupted">Runs that ended because the machine went.</param>
/// <param name="Unfinished">Tasks that were not finished within the time that is simulated.</param>
/// <param name="Events">Events that happened.</param>
public sealed record GridOutcome(double Makespan, double MeanCompletion, double Cost, double ErrorImpact, double Energy, double Suitability, long Interrupted, int Unfinished, long Events);
