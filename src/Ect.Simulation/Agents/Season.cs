using System.Numerics;
using Ect.Ethereum;
using Ect.Protocol.Deals;
using Ect.Simulation.Hub;
using Ect.Simulation.Pools;

namespace Ect.Simulation.Agents;

/// <summary>A pool at work: tasks are bought, gathered, settled on the epoch path, and dissenters punished.</summary>
public sealed class Season
{
    private static readonly uint[] Widenings = [0, HubRules.FirstWideningPeriods, HubRules.FirstWideningPeriods + 1];

    private readonly Setting _setting;
    private readonly WorkerStrategy _attackers;
    private readonly WorkerStrategy _honest = new HonestWorker();
    private readonly SchedulerStrategy _scheduling;
    private readonly SimulatedWorker[] _workers;

    /// <param name="setting">Where.</param>
    /// <param name="attackers">How the attacker's workers behave.</param>
    /// <param name="scheduling">Whom the scheduler asks first.</param>
    /// <param name="ownsPool">Whether the pool is the attacker's.</param>
    public Season(Setting setting, WorkerStrategy attackers, SchedulerStrategy scheduling = SchedulerStrategy.Fair, bool ownsPool = false)
    {
        (_setting, _attackers, _scheduling) = (setting, attackers, scheduling);
        PoolOwner = ownsPool ? Attacker : new("pool owner");
        _workers = [.. setting.Map.Addresses.Select((address, seat) => new SimulatedWorker(seat, address, seat < setting.Market.OwnSeats ? Attacker : Others))];
        Hub = new(setting.Rules, new());
    }

    public Party Attacker { get; } = new("attacker");

    public Party Others { get; } = new("other workers");

    public Party Requester { get; } = new("requester");

    public Party PoolOwner { get; }

    public SimulatedHub Hub { get; }

    /// <summary>Tasks with a result.</summary>
    public int Settled { get; private set; }

    /// <summary>Tasks whose result is false.</summary>
    public int FalseResults { get; private set; }

    /// <summary>Votes that were paid, of the attacker's workers.</summary>
    public int OwnPaidVotes { get; private set; }

    /// <summary>Votes that were paid.</summary>
    public int PaidVotes { get; private set; }

    /// <summary>What all parties have together with what was burned: never changes but for what comes from outside and is spent.</summary>
    public long Total => Parties.Sum(party => party.Free + party.Locked) + Hub.Burned;

    private IEnumerable<Party> Parties => new[] { Attacker, Others, Requester, PoolOwner }.Distinct();

    /// <summary>Plays so many tasks, each a deal of its own.</summary>
    public Season Play(int tasks)
    {
        var dice = new Dice(_setting.Seed);
        for (var position = 0; position < tasks; position++)
        {
            var deal = new SimulatedDeal(_setting, Hub.Clock.Now, Requester, PoolOwner);
            PlayTask(SimulatedHub.Buy(deal, position), dice);
        }

        return this;
    }

    private void PlayTask(SimulatedTask task, Dice dice)
    {
        var gathering = new Gathering(Hub, party => party == Attacker ? _attackers : _honest, _setting.Rules, _setting.Market.ComputeGwei);
        foreach (var durations in Widenings)
        {
            Hub.Clock.MoveTo(task.Deal.After(durations));
            if (gathering.Ask(task, Order(task, dice), dice) is var (result, against))
            {
                Settle(task, gathering, result, against);
                return;
            }
        }

        Hub.Clock.MoveTo(task.Deal.After(HubRules.ContributionPeriods) + 1);
        Hub.TryDecline(task);
    }

    private void Settle(SimulatedTask task, Gathering gathering, Bytes32 result, BigInteger against)
    {
        var agreeing = gathering.Votes.Where(vote => vote.Result == result).Select(vote => vote.Worker).ToList();
        Hub.Settle(task, agreeing, result, against);
        Count(agreeing, result);
        foreach (var (worker, found) in gathering.Votes.Where(vote => vote.Result != result))
        {
            Hub.TryPunish(task, worker, found);
        }
    }

    private IReadOnlyList<SimulatedWorker> Order(SimulatedTask task, Dice dice)
    {
        var admitted = task.Deal.Admitted(task.Position, Hub.Clock.Now).Select(seat => _workers[seat]);
        return SchedulerOrder.Of(_scheduling, admitted, PoolOwner, dice);
    }

    private void Count(List<SimulatedWorker> agreeing, Bytes32 result)
    {
        Settled++;
        PaidVotes += agreeing.Count;
        OwnPaidVotes += agreeing.Count(worker => worker.Owner == Attacker);
        if (result != Results.Truth)
        {
            FalseResults++;
            Attacker.Earn(_setting.Market.ValueGwei);
        }
    }
}
