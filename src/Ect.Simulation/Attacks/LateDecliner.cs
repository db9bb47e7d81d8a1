using Ect.Protocol.Deals;
using Ect.Simulation.Agents;
using Ect.Simulation.Hub;
using Ect.Simulation.Pools;

namespace Ect.Simulation.Attacks;

/// <summary>The free rider: a deal as an option that costs nothing if it is not used.</summary>
public sealed class LateDecliner() : Attack(
    "free rider",
    "takes every deal; declines it where prices have risen, and sells the same hours elsewhere",
    RuleSwitch.Declining)
{
    public override Outcome Play(Setting setting)
    {
        var market = setting.Market;
        var scheduler = new Party("scheduler");
        var requester = new Party("requester");
        var hub = new SimulatedHub(setting.Rules, new());
        var dice = new Dice(setting.Seed);
        var fee = (market.PriceGwei - market.ShareGwei) * market.SchedulerFeeBps / HubRules.Bps;
        for (var position = 0; position < SampleTasks; position++)
        {
            var task = SimulatedHub.Buy(new(setting with { Market = market with { IsPrivate = true } }, hub.Clock.Now, requester, scheduler), position);
            hub.Clock.MoveTo(task.Deal.After(HubRules.ContributionPeriods) + 1);
            if (dice.Next(2) == 1 && hub.TryDecline(task))
            {
                // It serves another deal instead of this one: the fee at the higher price less the fee that it gave up.
                scheduler.Earn((long)(fee * market.PriceSwing));
            }
        }

        var gain = PerTask(setting, scheduler.Outside);
        return new(gain, PerTask(setting, hub.Burned), 0);
    }
}
