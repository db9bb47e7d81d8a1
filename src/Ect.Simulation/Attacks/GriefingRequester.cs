using Ect.Protocol.Deals;
using Ect.Simulation.Agents;
using Ect.Simulation.Hub;
using Ect.Simulation.Pools;

namespace Ect.Simulation.Attacks;

/// <summary>Buys work whose results differ from worker to worker.</summary>
public sealed class GriefingRequester() : Attack(
    "griefing requester",
    "asks on the direct path for what workers cannot agree on, is refunded, and hopes for the scheduler's stake",
    RuleSwitch.FailedStakes)
{
    public override Outcome Play(Setting setting)
    {
        var requester = new Party("requester");
        var scheduler = new Party("scheduler");
        var workers = new Party("workers");
        var hub = new SimulatedHub(setting.Rules, new());
        var dice = new Dice(setting.Seed);
        for (var position = 0; position < SampleTasks; position++)
        {
            var task = SimulatedHub.Buy(new(setting, hub.Clock.Now, requester, scheduler), position);
            foreach (var seat in task.Deal.Admitted(position, hub.Clock.Now).Take(setting.Market.DealTrust))
            {
                workers.Spend(setting.Market.ComputeGwei);
                hub.Contribute(task, new(seat, setting.Map.Addresses[seat], workers), Results.Invention(dice), isAuthorized: true);
            }

            hub.Clock.MoveTo(task.Deal.After(HubRules.FinalPeriods) + 1);
            if (!hub.TryFinalize(task))
            {
                hub.ClaimFailed(task);
            }
        }

        var profit = PerTask(setting, requester.Wealth);
        return new(Math.Max(0, profit), Math.Max(0, -profit), Math.Max(0, -PerTask(setting, scheduler.Wealth + workers.Wealth)));
    }
}
