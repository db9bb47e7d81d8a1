using Ect.Ethereum;
using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Replicas;
using Ect.Scheduler.Tasks;
using Ect.Wire;

namespace Ect.Scheduler.Assignments;

/// <summary>
/// Matches demands and workers once, without I/O. Deals take turns, the one that waited longest first, so that a huge
/// bag does not starve a small one; within a deal the tasks come in order; the worker is drawn by lot, so that nobody
/// can arrange to be in a task together with friends.
/// </summary>
internal sealed class AssignmentRound(IReadOnlyList<Demand> demands, IReadOnlyList<Candidate> candidates, DateTimeOffset now, Random random)
{
    // Long enough not to ask a worker that declines again and again, short enough for one that was restarted.
    private static readonly TimeSpan ReturnPause = TimeSpan.FromSeconds(10);

    /// <summary>A task and the worker drawn for it.</summary>
    public sealed record Match(OpenTask Open, Candidate Candidate);

    private readonly Dictionary<Bytes32, HashSet<Address>> _drawn = [];

    /// <summary>Why a task got fewer workers than it needs.</summary>
    public Dictionary<Bytes32, string> Unmet { get; } = [];

    public IReadOnlyList<Match> Run()
    {
        var matches = new List<Match>();
        var turns = new PriorityQueue<Queue<Demand>, (long ServedAt, long Turn)>();
        var turn = 0L;
        foreach (var deal in demands.GroupBy(demand => demand.Open.Deal.Id))
        {
            turns.Enqueue(new(deal), (deal.First().Open.Deal.ServedAt, turn++));
        }

        while (turns.TryDequeue(out var waiting, out _))
        {
            if (Serve(waiting) is { } match)
            {
                matches.Add(match);
            }

            if (waiting.Count > 0)
            {
                turns.Enqueue(waiting, (long.MaxValue, turn++));
            }
        }

        return matches;
    }

    /// <summary>One assignment for a deal; null if none of its tasks finds a worker.</summary>
    private Match? Serve(Queue<Demand> waiting)
    {
        while (waiting.TryPeek(out var demand))
        {
            if (Draw(demand) is { } candidate)
            {
                demand.Take(candidate);
                if (Drawn(demand.Open.Task.Id).Add(candidate.Worker) && Drawn(demand.Open.Task.Id).Count == demand.Count)
                {
                    waiting.Dequeue();
                }

                return new(demand.Open, candidate);
            }

            waiting.Dequeue();
        }

        return null;
    }

    private Candidate? Draw(Demand demand)
    {
        var open = demand.Open;
        var parts = open.Replicas.ToDictionary(replica => replica.Worker);
        var idle = candidates.Where(candidate => candidate.Credit > 0).ToList();
        var admitted = idle.Where(demand.Admits).ToList();
        var strangers = admitted.Where(candidate => !parts.ContainsKey(candidate.Worker) && !Drawn(open.Task.Id).Contains(candidate.Worker)).ToList();

        // Who was given up, or could not do it through no fault of its own, may have another go if nobody else is there.
        var returned = admitted.Where(candidate => parts.TryGetValue(candidate.Worker, out var part) && MayReturn(part)).ToList();
        foreach (var group in (IReadOnlyList<List<Candidate>>)[strangers, returned])
        {
            if (group.Where(demand.IsAffordableFor).ToList() is { Count: > 0 } able)
            {
                return able[random.Next(able.Count)];
            }
        }

        Unmet[open.Task.Id] = Explain(demand, idle.Count, admitted.Count, strangers.Count);
        return null;
    }

    private string Explain(Demand demand, int idle, int admitted, int strangers) => (candidates.Count, idle, admitted, strangers) switch
    {
        (0, _, _, _) => "no worker that may work is connected",
        (var connected, 0, _, _) => $"all of {connected} connected workers are busy",
        (_, var free, 0, _) when demand.Admission is { Draw: null } => $"the block that draws its workers is not there yet; {free} workers are idle",
        (_, var free, 0, _) => $"none of {free} idle workers took its seat in the pool before the deal and is drawn for this task",
        (_, _, var free, 0) => $"the {free} idle workers have all had a part in this task; who lost it may have another go soon",
        (_, _, _, var free) when demand.Open.Task.Path == TaskPath.Epoch => $"none of {free} idle workers has a bond that covers {Units.FormatEther(demand.Admission!.Risk)} ECT more",
        (_, _, _, var free) => $"none of {free} idle workers has the stake of {Units.FormatEther(demand.Open.Deal.Terms.WorkerStake)} ECT free",
    };

    private bool MayReturn(ReplicaRecord part) =>
        now - part.ChangedAt >= ReturnPause
        && (part.State == ReplicaState.Lost || (part.State == ReplicaState.Failed && part.Blame != nameof(Blame.Worker)));

    private HashSet<Address> Drawn(Bytes32 task) =>
        _drawn.TryGetValue(task, out var workers) ? workers : _drawn[task] = [];
}
