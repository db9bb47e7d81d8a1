using System.Collections.Concurrent;
using Ect.Protocol.Deals;
using Ect.Simulation.Agents;
using Ect.Simulation.Hub;
using Ect.Simulation.Pools;

namespace Ect.Simulation.Attacks;

/// <summary>The withholding scheduler: it has its requester's results opened and does not settle.</summary>
public sealed class FreeResults() : Attack(
    "withholding scheduler",
    "requester and scheduler are one: has the results opened and does not settle, then claims",
    RuleSwitch.SelfAssignment)
{
    private static readonly uint[] Fallbacks = [HubRules.SelfAssignPeriods, HubRules.FirstWideningPeriods, HubRules.FirstWideningPeriods + 1];

    public override Outcome Play(Setting setting)
    {
        var attacker = new Party("requester and scheduler");
        var workers = new Party("workers");
        var known = new ConcurrentDictionary<int, SimulatedWorker>();
        var hub = new SimulatedHub(setting.Rules, new());
        var dice = new Dice(setting.Seed);
        for (var position = 0; position < SampleTasks; position++)
        {
            var task = SimulatedHub.Buy(new(setting, hub.Clock.Now, attacker, attacker), position);
            var gathering = new Gathering(hub, _ => new HonestWorker(), setting.Rules, setting.Market.ComputeGwei);
            gathering.Ask(task, Drawn(), dice);

            // They have contributed and opened. Four durations after the start they know that nothing comes of it, and go on
            // chain; where too few were drawn, others join as the draw widens.
            foreach (var durations in Fallbacks)
            {
                hub.Clock.MoveTo(task.Deal.After(durations) + 1);
                if (TryAlone(hub, task, gathering, Drawn(), dice))
                {
                    break;
                }
            }

            if (task.State == TaskState.Untouched)
            {
                hub.Clock.MoveTo(task.Deal.After(HubRules.FinalPeriods) + 1);
                hub.ClaimUntouched(task);
            }

            List<SimulatedWorker> Drawn() =>
                [.. task.Deal.Admitted(position, hub.Clock.Now).Select(seat => known.GetOrAdd(seat, number => new(number, setting.Map.Addresses[number], workers)))];
        }

        // Honest, the same party pays for the work: the price but for its own fee. Both have the results.
        var honest = SampleTasks * (setting.Market.ShareGwei + (setting.Market.DealTrust * setting.Market.FairRewardGwei));
        return new(PerTask(setting, Math.Max(0, honest + attacker.Wealth)), 0, Math.Max(0, -PerTask(setting, workers.Wealth)));
    }

    private static bool TryAlone(SimulatedHub hub, SimulatedTask task, Gathering gathering, List<SimulatedWorker> drawn, Dice dice)
    {
        // In a private pool the scheduler's leave, which came with the assignment, takes the place of the draw.
        var isAuthorized = task.Deal.IsPrivate;
        if (!isAuthorized && !hub.MayContributeUnasked(task.Deal))
        {
            return false;
        }

        gathering.Ask(task, drawn, dice);
        foreach (var (worker, result) in gathering.Votes.Where(vote => !task.Contributions.ContainsKey(vote.Worker)))
        {
            hub.Contribute(task, worker, result, isAuthorized);
        }

        return task.State == TaskState.Direct && hub.TryFinalize(task);
    }
}
