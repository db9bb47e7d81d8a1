using Ect.Ethereum;
using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Replicas;
using Ect.Scheduler.Tasks;
using Ect.Scheduler.Why;
using Ect.Scheduler.Workers;
using Ect.Wire;

namespace Ect.Scheduler.Assignments;

/// <summary>
/// Matches demands and workers once, without I/O. Workers choose in an order drawn by lot, one task a turn, so that nobody
/// can arrange to be in a task together with friends and all share the work. Deals take turns, the one that waited longest
/// first, so that a huge bag does not starve a small one; within a deal the tasks come in order.
/// </summary>
internal sealed class AssignmentRound(DemandBook demands, IReadOnlyList<Candidate> candidates, MachineAspects aspects, DealTurns turns, DateTimeOffset now, Random random)
{
    // An explanation holds a deal's requirements against so many machines.
    private const int MostExplained = 200;

    // Each word costs some hashes for each worker: a search that is long goes on in the next round, elsewhere.
    private const int MostWords = 32;

    // Long enough not to ask a worker that declines again and again, short enough for one that was restarted.
    private static readonly TimeSpan ReturnPause = TimeSpan.FromSeconds(10);

    private readonly Dictionary<DealDemands, Reason> _misfits = [];
    private readonly List<DealDemands> _refused = [.. demands.Deals.Where(deal => deal.IsRefused(turns))];

    // Those that the pool likes best first.
    private readonly LinkedList<DealDemands> _turns = new(demands.Deals
        .Where(deal => !deal.IsRefused(turns)).OrderByDescending(deal => deal.Verdict.Rank).ThenBy(deal => turns.Of(deal.Deal)).ThenBy(deal => deal.Deal.Id));

    /// <summary>A task and the worker drawn for it.</summary>
    /// <param name="Open">The task.</param>
    /// <param name="Candidate">The worker.</param>
    /// <param name="Host">Class of the worker's machine, if it matters.</param>
    /// <param name="Choice">What spoke for this worker; null if it was the lot alone.</param>
    public sealed record Match(OpenTask Open, Candidate Candidate, string? Host, string? Choice);

    /// <param name="most">Matches at most: what is left over is for the next round.</param>
    public IReadOnlyList<Match> Run(int most = int.MaxValue)
    {
        var matches = new List<Match>();
        var order = candidates.Where(candidate => candidate.Credit > 0).ToArray();
        foreach (var deal in _turns)
        {
            deal.Meet(candidates, aspects, MostWords, random);
        }

        random.Shuffle(order);
        while (order.Length > 0 && _turns.Count > 0)
        {
            order = [.. order.Where(candidate => matches.Count < most && TryServe(candidate, matches) && candidate.Credit > 0)];
        }

        foreach (var demand in _turns.SelectMany(deal => deal.All.Select(demand => (deal, demand))).Where(pair => pair.demand.Left > 0 && pair.demand.Open.Replicas.Any(MayReturn)).ToList())
        {
            TakeBack(demand.demand, demand.deal, matches);
        }

        return matches;
    }

    /// <summary>Why tasks got fewer workers than they need; of some only, if there are very many.</summary>
    public IReadOnlyDictionary<Bytes32, Reason> Unmet(int most)
    {
        var idle = candidates.Where(candidate => candidate.Credit > 0).ToList();
        return _turns.Concat(_refused).SelectMany(deal => deal.All.Where(demand => demand.Left > 0).Select(demand => (Demand: demand, Deal: deal)))
            .Take(most)
            .ToDictionary(pair => pair.Demand.Open.Task.Id, pair => Explain(pair.Demand, pair.Deal, idle));
    }

    /// <summary>One task for a worker, of the deal whose turn it is; false if it finds none.</summary>
    private bool TryServe(Candidate candidate, List<Match> matches)
    {
        foreach (var turn in TurnsFor(candidate.Session.Ad))
        {
            if (turn.Value.FirstFor(candidate, MostWords, random) is { } demand)
            {
                Give(demand, turn.Value, candidate, matches);
                PutBack(turn);
                return true;
            }
        }

        return false;
    }

    // Behind all that the pool likes as much.
    private void PutBack(LinkedListNode<DealDemands> turn)
    {
        _turns.Remove(turn);
        var before = _turns.Last;
        while (before is not null && before.Value.Verdict.Rank < turn.Value.Verdict.Rank)
        {
            before = before.Previous;
        }

        if (before is null)
        {
            _turns.AddFirst(turn);
        }
        else
        {
            _turns.AddAfter(before, turn);
        }
    }

    // A machine whose owner likes some tasks better has those first.
    private IEnumerable<LinkedListNode<DealDemands>> TurnsFor(WorkerAd machine) =>
        machine.HasRank ? Turns().OrderByDescending(turn => turn.Value.Fits.Of(machine).MachineRank) : Turns();

    private IEnumerable<LinkedListNode<DealDemands>> Turns()
    {
        for (var turn = _turns.First; turn is not null; turn = turn.Next)
        {
            yield return turn;
        }
    }

    /// <summary>Who was given up, or could not do it through no fault of its own, may have another go if nobody else is there.</summary>
    private void TakeBack(Demand demand, DealDemands deal, List<Match> matches)
    {
        var back = demand.Open.Replicas.Where(MayReturn).Select(part => part.Worker).ToHashSet();
        foreach (var candidate in candidates.Where(candidate => candidate.Credit > 0 && back.Contains(candidate.Worker)).OrderBy(_ => random.Next()))
        {
            if (demand.Left > 0 && deal.Suits(candidate) && demand.Admits(candidate, deal.Admission) && demand.IsAffordableFor(candidate, deal.Admission)
                && deal.Hosts?.Allows(demand, candidate) != false)
            {
                Give(demand, deal, candidate, matches);
            }
        }
    }

    private static void Give(Demand demand, DealDemands deal, Candidate candidate, List<Match> matches)
    {
        demand.Take(candidate, deal.Admission, deal.Hosts);
        matches.Add(new(demand.Open, candidate, deal.Hosts?.ClassOf(candidate), deal.ChoiceOf(candidate)));
    }

    private Reason Explain(Demand demand, DealDemands deal, List<Candidate> idle)
    {
        if (deal.IsRefused(turns))
        {
            return TaskReasons.PoolRefuses.Say($"the pool's requirements are not true of the deal: {deal.Verdict.Refusal}");
        }

        var admission = deal.Admission;
        var able = idle.Where(deal.HasNeeded).ToList();
        var suited = able.Where(deal.Suits).ToList();
        var admitted = suited.Where(candidate => demand.Admits(candidate, admission)).ToList();
        var strangers = admitted.Where(candidate => demand.IsStranger(candidate.Worker)).ToList();
        var alike = strangers.Count(candidate => deal.Hosts?.Allows(demand, candidate) != false);
        return (candidates.Count, idle.Count, suited.Count, admitted.Count, strangers.Count, alike) switch
        {
            (0, _, _, _, _, _) => TaskReasons.NoWorkerConnected.Say("no worker that may work is connected"),
            (var connected, 0, _, _, _, _) => TaskReasons.WorkersBusy.Say($"all of {connected} connected workers are busy or resting"),
            (_, var free, 0, _, _, _) when able.Count == 0 => TaskReasons.NoMachineFits.Say($"none of {free} idle workers has what the task needs: {Lacking(deal, idle)}"),
            (_, _, 0, _, _, _) => ExplainFit(deal, able),
            (_, _, var free, 0, _, _) when admission is { Draw: null } => TaskReasons.DrawPending.Say($"the block that draws its workers is not there yet; {free} workers are idle"),
            (_, _, var free, 0, _, _) => TaskReasons.NoDrawnWorker.Say($"none of {free} idle workers took its seat in the pool before the deal and is drawn for this task"),
            (_, _, _, var free, 0, _) => TaskReasons.AllHadAPart.Say($"the {free} idle workers have all had a part in this task; who lost it may have another go soon"),
            (_, _, _, _, var free, 0) => TaskReasons.HostsDiffer.Say($"its machines must all be of the class '{deal.Hosts!.ClassFor(demand)}', and of {free} idle workers that are drawn none is"),
            (_, _, _, _, _, var free) when demand.Open.Task.Path == TaskPath.Epoch =>
                TaskReasons.BondsTooSmall.Say($"none of {free} idle workers has a bond that covers {Units.FormatEther(admission!.Risk)} ECT more"),
            (_, _, _, _, _, var free) => TaskReasons.StakesTooSmall.Say($"none of {free} idle workers has the stake of {Units.FormatEther(demand.Open.Deal.Terms.WorkerStake)} ECT free"),
        };
    }

    // The same for all of a deal's tasks.
    private Reason ExplainFit(DealDemands deal, List<Candidate> able)
    {
        if (!_misfits.TryGetValue(deal, out var reason))
        {
            var text = $"of {able.Count} idle workers none fits: {deal.Fits.Explain(able.Take(MostExplained).Select(candidate => candidate.Session.Ad))}";
            reason = able.Exists(candidate => deal.Fits.Of(candidate.Session.Ad).JobAccepts) ? TaskReasons.OwnersRefuse.Say(text) : TaskReasons.RequirementsUnmet.Say(text);
            _misfits.Add(deal, reason);
        }

        return reason;
    }

    // What most of them lack.
    private static string? Lacking(DealDemands deal, List<Candidate> idle) =>
        idle.Select(candidate => candidate.Session.Machine.Lacks(deal.Needs)).OfType<string>().CountBy(lack => lack).OrderByDescending(pair => pair.Value).Select(pair => pair.Key).FirstOrDefault();

    private bool MayReturn(ReplicaRecord part) =>
        now - part.ChangedAt >= ReturnPause
        && (part.State == ReplicaState.Lost || (part.State == ReplicaState.Failed && part.Blame != nameof(Blame.Worker)));
}
