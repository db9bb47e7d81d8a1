namespace Ect.Simulation.Attacks;

/// <summary>What an attack brings, for each task of the pool, in prices of a task.</summary>
/// <param name="Gain">What it brings beyond honest work with the same means.</param>
/// <param name="Cost">What it takes.</param>
/// <param name="Harm">What the others lose by it.</param>
/// <param name="Chance">Chance that a task's result is false; null where the attack is about something else.</param>
public readonly record struct Outcome(double Gain, double Cost, double Harm = 0, double? Chance = null)
{
    /// <summary>What is left of the gain.</summary>
    public double Profit => Gain - Cost;

    /// <summary>Whether it pays by more than the rounding of sums.</summary>
    public bool IsProfitable => Profit > 1e-9;
}
