using System.Numerics;
using Ect.Ethereum;
using Ect.Protocol.Deals;
using Ect.Protocol.Trust;
using Ect.Simulation.Hub;
using Ect.Simulation.Pools;

namespace Ect.Simulation.Agents;

/// <summary>
/// A scheduler asks as many workers as the trust rule lacks, again and again, until they agree or none is left.
/// </summary>
/// <param name="hub">Knows what votes weigh.</param>
/// <param name="strategyOf">How a party's workers behave.</param>
/// <param name="rules">Which rules are on.</param>
/// <param name="computeGwei">What computing costs.</param>
internal sealed class Gathering(SimulatedHub hub, Func<Party, WorkerStrategy> strategyOf, Rules rules, long computeGwei)
{
    private readonly List<(SimulatedWorker Worker, Bytes32 Result)> _votes = [];
    private int _rounds;

    /// <summary>Who contributed what.</summary>
    public IReadOnlyList<(SimulatedWorker Worker, Bytes32 Result)> Votes => _votes;

    /// <summary>Asks those of <paramref name="order"/> that were not asked yet.</summary>
    /// <returns>The agreed result and the odds against it, or null if these workers do not agree.</returns>
    public (Bytes32 Result, BigInteger Against)? Ask(SimulatedTask task, IReadOnlyList<SimulatedWorker> order, Dice dice)
    {
        var waiting = new Queue<SimulatedWorker>(order.Except(_votes.Select(vote => vote.Worker)));
        while (true)
        {
            var groups = TrustRule.Groups(_votes.Select(vote => new Vote(vote.Result, hub.BitsOf(vote.Worker, task.Deal))));
            var leader = groups.Count == 0 ? default : groups[0];
            var against = TrustRule.Against(groups, leader.ResultHash);
            if (leader.Votes > 0 && TrustRule.IsReached(task.Deal.Demand, leader.Votes, leader.Bits, against))
            {
                return (leader.ResultHash, against);
            }

            var asked = Pick(task, waiting, leader, against);
            if (asked.Count == 0)
            {
                return null;
            }

            Collect(new(task, _rounds++, asked, dice));
        }
    }

    private List<SimulatedWorker> Pick(SimulatedTask task, Queue<SimulatedWorker> waiting, VoteGroup leader, BigInteger against)
    {
        var asked = new List<SimulatedWorker>();
        var (votes, bits) = (leader.Votes, leader.Bits);
        while (TrustRule.Missing(task.Deal.Demand, votes, bits, against) > 0 && _votes.Count + asked.Count < HubRules.MaxContributors && waiting.TryDequeue(out var next))
        {
            asked.Add(next);
            (votes, bits) = (votes + 1, bits + hub.BitsOf(next, task.Deal));
        }

        return asked;
    }

    private void Collect(Round round)
    {
        // Where results can be seen early, those who wait see them all.
        foreach (var worker in round.Asked.OrderBy(worker => strategyOf(worker.Owner) is HonestWorker ? 0 : 1))
        {
            var finding = strategyOf(worker.Owner).Find(round, worker);
            if (finding.IsComputed)
            {
                worker.Owner.Spend(computeGwei);
            }

            _votes.Add((worker, finding.Result));
            if (!rules.CommitBeforeOpening)
            {
                round.Visible = [.. round.Visible, finding.Result];
            }
        }
    }
}
