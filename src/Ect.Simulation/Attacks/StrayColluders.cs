using Ect.Protocol.Trust;

namespace Ect.Simulation.Attacks;

/// <summary>A group that came to lie, and has no other business in the pool.</summary>
public sealed class StrayColluders() : Attack(
    "stray group",
    "takes seats only to lie where its workers alone are asked; has nothing to lose but the interest on its bonds",
    RuleSwitch.Draw)
{
    public override Outcome Play(Setting setting) =>
        Seasons.Stray(setting.Market, QuorumChance.OfFairScheduler(setting, Evidence.NewcomerBits), 0);
}
