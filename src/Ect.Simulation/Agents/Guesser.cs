using Ect.Simulation.Pools;

namespace Ect.Simulation.Agents;

/// <summary>Does not compute: takes what others show, else guesses.</summary>
/// <param name="chance">That a guess is right.</param>
public sealed class Guesser(double chance) : WorkerStrategy
{
    public override Finding Find(Round round, SimulatedWorker worker) =>
        round.Visible.Count > 0 ? new(round.Visible[0], false)
        : round.Dice.NextDouble() < chance ? new(Results.Truth, false)
        : new(Results.Invention(round.Dice), false);
}
