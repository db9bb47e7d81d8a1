using Ect.Protocol.Trust;

namespace Ect.Simulation.Attacks;

/// <summary>A group that lives of honest work, and lies where it alone was asked.</summary>
public sealed class LurkingColluders() : Attack(
    "lurking group, stays",
    "works honestly, and lies together where its workers alone were asked; loses the pool's future when it is noticed")
{
    public override Outcome Play(Setting setting)
    {
        var market = setting.Market;
        var chance = QuorumChance.OfFairScheduler(setting, Evidence.NewcomerBits);
        var work = QuorumChance.Needed(market, Evidence.NewcomerBits) * market.ComputeShare * market.FairRewardGwei / market.PriceGwei;
        return Seasons.Stay(market, chance, HonestIncome(setting), work);
    }
}
