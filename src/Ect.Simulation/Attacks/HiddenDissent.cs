using Ect.Protocol.Trust;
using Ect.Simulation.Agents;
using Ect.Simulation.Hub;
using Ect.Simulation.Pools;

namespace Ect.Simulation.Attacks;

/// <summary>A requester with its own quorum turns honest contributions into offences.</summary>
public sealed class HiddenDissent() : Attack(
    "hidden dissent",
    "own order, own quorum: settles a lie over honest contributions, then has the honest slashed",
    RuleSwitch.Burning,
    RuleSwitch.Dissent)
{
    public override Outcome Play(Setting setting)
    {
        var attacker = new Party("attacker");
        var honest = new Party("honest workers");
        var hub = new SimulatedHub(setting.Rules, new());
        var trust = setting.Market.DealTrust;
        var declared = setting.Rules.BoundDissent ? MostDeclared(trust) : 0;
        for (var position = 0; position < SampleTasks; position++)
        {
            // A private pool stands for the draw that suits the attacker best: a quorum of its own, the rest honest.
            var own = setting with { Market = setting.Market with { IsPrivate = true } };
            var task = SimulatedHub.Buy(new(own, hub.Clock.Now, attacker, attacker), position);
            hub.Settle(task, [.. Seats(setting, attacker).Take(trust)], Results.Lie, declared == 0 ? 0 : Evidence.Odds(Evidence.NewcomerBits * declared));
            foreach (var victim in Seats(setting, honest).Skip(trust).Take(trust + 2))
            {
                hub.TryPunish(task, victim, Results.Truth);
            }
        }

        var profit = PerTask(setting, attacker.Wealth);
        return new(Math.Max(0, profit), Math.Max(0, -profit), Math.Max(0, -PerTask(setting, honest.Wealth)));
    }

    // What is to be punished must be declared and outweighed.
    private static int MostDeclared(int trust) =>
        Enumerable.Range(0, trust).Last(honest => honest == 0
            || TrustRule.NeededBits(trust, Evidence.Odds(Evidence.NewcomerBits * honest)) <= trust * Evidence.NewcomerBits);

    private static IEnumerable<SimulatedWorker> Seats(Setting setting, Party owner) =>
        setting.Map.Addresses.Select((address, seat) => new SimulatedWorker(seat, address, owner));
}
