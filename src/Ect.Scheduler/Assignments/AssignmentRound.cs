using Ect.Ethereum;
using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Epochs;
using Ect.Scheduler.Replicas;
using Ect.Scheduler.Tasks;
using Ect.Scheduler.Why;
using Ect.Wire;

namespace Ect.Scheduler.Assignments;

/// <summary>
/// Matches demands and workers once, without I/O. Workers choose in an order drawn by lot, one task a turn, so that nobody
/// can arrange to be in a task together with friends and all share the work. Deals take turns, the one that waited longest
/// first, so that a huge bag does not starve a small one; within a deal the tasks come in order.
/// </summary>
internal sealed class AssignmentRound(DemandBook demands, IReadOnlyList<Candidate> candidates, DealTurns turns, DateTimeOffset now, Random random)
{
    // Each word costs some hashes for each worker: a search that is long goes on in the next round, elsewhere.
    private const int MostWords = 32;

    // Long enough not to ask a worker that declines again and again, short enough for one that was restarted.
    private static readonly TimeSpan ReturnPause = TimeSpan.FromSeconds(10);

    private readonly LinkedList<DealDemands> _turns = new(demands.Deals.OrderBy(deal => turns.Of(deal.Deal)).ThenBy(deal => deal.Deal.Id));

    /// <summary>A task and the worker drawn for it.</summary>
    public sealed record Match(OpenTask Open, Candidate Candidate);

    /// <param name="most">Matches at most: what is left over is for the next round.</param>
    public IReadOnlyList<Match> Run(int most = int.MaxValue)
    {
        var matches = new List<Match>();
        var order = candidates.Where(candidate => candidate.Credit > 0).ToArray();
        random.Shuffle(order);
        while (order.Length > 0 && _turns.Count > 0)
        {
            order = [.. order.Where(candidate => matches.Count < most && TryServe(candidate, matches) && candidate.Credit > 0)];
        }

        foreach (var demand in _turns.SelectMany(deal => deal.All.Select(demand => (deal, demand))).Where(pair => pair.demand.Left > 0 && pair.demand.Open.Replicas.Any(MayReturn)).ToList())
        {
            TakeBack(demand.demand, demand.deal.Admission, matches);
        }

        return matches;
    }

    /// <summary>Why tasks got fewer workers than they need; of some only, if there are very many.</summary>
    public IReadOnlyDictionary<Bytes32, Reason> Unmet(int most)
    {
        var idle = candidates.Where(candidate => candidate.Credit > 0).ToList();
        return _turns.SelectMany(deal => deal.All.Where(demand => demand.Left > 0).Select(demand => (Demand: demand, deal.Admission)))
            .Take(most)
            .ToDictionary(pair => pair.Demand.Open.Task.Id, pair => Explain(pair.Demand, pair.Admission, idle));
    }

    /// <summary>One task for a worker, of the deal whose turn it is; false if it finds none.</summary>
    private bool TryServe(Candidate candidate, List<Match> matches)
    {
        for (var turn = _turns.First; turn is not null; turn = turn.Next)
        {
            if (turn.Value.FirstFor(candidate, MostWords, random) is { } demand)
            {
                demand.Take(candidate, turn.Value.Admission);
                matches.Add(new(demand.Open, candidate));
                _turns.Remove(turn);
                _turns.AddLast(turn);
                return true;
            }
        }

        return false;
    }

    /// <summary>Who was given up, or could not do it through no fault of its own, may have another go if nobody else is there.</summary>
    private void TakeBack(Demand demand, DealAdmission? admission, List<Match> matches)
    {
        var back = demand.Open.Replicas.Where(MayReturn).Select(part => part.Worker).ToHashSet();
        foreach (var candidate in candidates.Where(candidate => candidate.Credit > 0 && back.Contains(candidate.Worker)).OrderBy(_ => random.Next()))
        {
            if (demand.Left > 0 && demand.Admits(candidate, admission) && demand.IsAffordableFor(candidate, admission))
            {
                demand.Take(candidate, admission);
                matches.Add(new(demand.Open, candidate));
            }
        }
    }

    private Reason Explain(Demand demand, DealAdmission? admission, List<Candidate> idle)
    {
        var admitted = idle.Where(candidate => demand.Admits(candidate, admission)).ToList();
        var strangers = admitted.Count(candidate => demand.IsStranger(candidate.Worker));
        return (candidates.Count, idle.Count, admitted.Count, strangers) switch
        {
            (0, _, _, _) => TaskReasons.NoWorkerConnected.Say("no worker that may work is connected"),
            (var connected, 0, _, _) => TaskReasons.WorkersBusy.Say($"all of {connected} connected workers are busy or resting"),
            (_, var free, 0, _) when admission is { Draw: null } => TaskReasons.DrawPending.Say($"the block that draws its workers is not there yet; {free} workers are idle"),
            (_, var free, 0, _) => TaskReasons.NoDrawnWorker.Say($"none of {free} idle workers took its seat in the pool before the deal and is drawn for this task"),
            (_, _, var free, 0) => TaskReasons.AllHadAPart.Say($"the {free} idle workers have all had a part in this task; who lost it may have another go soon"),
            (_, _, _, var free) when demand.Open.Task.Path == TaskPath.Epoch =>
                TaskReasons.BondsTooSmall.Say($"none of {free} idle workers has a bond that covers {Units.FormatEther(admission!.Risk)} ECT more"),
            (_, _, _, var free) => TaskReasons.StakesTooSmall.Say($"none of {free} idle workers has the stake of {Units.FormatEther(demand.Open.Deal.Terms.WorkerStake)} ECT free"),
        };
    }

    private bool MayReturn(ReplicaRecord part) =>
        now - part.ChangedAt >= ReturnPause
        && (part.State == ReplicaState.Lost || (part.State == ReplicaState.Failed && part.Blame != nameof(Blame.Worker)));
}
