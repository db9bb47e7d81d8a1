using Ect.Simulation.Agents;

namespace Ect.Simulation.Attacks;

/// <summary>Contributes anything.</summary>
public sealed class RandomLiar() : Attack("random liar", "does not compute; contributes anything")
{
    public override Outcome Play(Setting setting) => Compare(setting, new Guesser(0));
}
