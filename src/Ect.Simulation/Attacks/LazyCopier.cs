using Ect.Simulation.Agents;

namespace Ect.Simulation.Attacks;

/// <summary>Copies what it can see; sees nothing where commitments come first, and guesses.</summary>
public sealed class LazyCopier() : Attack(
    "lazy copier",
    "does not compute; takes over what others have found, or guesses",
    RuleSwitch.Commitments,
    RuleSwitch.Stakes)
{
    public override Outcome Play(Setting setting) => Compare(setting, new Guesser(setting.Market.Guess));
}
