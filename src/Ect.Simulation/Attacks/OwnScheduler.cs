using Ect.Protocol.Trust;

namespace Ect.Simulation.Attacks;

/// <summary>The scheduler asks its own workers wherever enough of them are drawn, and they lie.</summary>
public sealed class OwnScheduler() : Attack(
    "own scheduler, stays",
    "the pool's scheduler lies wherever enough of its own workers are drawn; loses the pool's future when it is noticed")
{
    public override Outcome Play(Setting setting)
    {
        var market = setting.Market;
        var work = QuorumChance.Needed(market, Evidence.NewcomerBits) * market.ComputeShare * market.FairRewardGwei / market.PriceGwei;
        return Seasons.Stay(market, Chance(setting), HonestIncome(setting, ownsPool: true), work);
    }

    // If drawn workers wait for the scheduler's word, it waits until the draw is at its widest.
    internal static double Chance(Setting setting) =>
        QuorumChance.OfOwnScheduler(setting, Evidence.NewcomerBits, setting.Rules.SelfAssignment ? 1u : 4u);
}
