using Ect.Ethereum;
using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Epochs;
using Ect.Scheduler.Tasks;

namespace Ect.Scheduler.Assignments;

/// <summary>A task that needs more workers.</summary>
/// <param name="open">The task.</param>
/// <param name="count">How many; at least 1.</param>
internal sealed class Demand(OpenTask open, int count)
{
    private readonly HashSet<Address> _drawn = [];

    /// <summary>The task.</summary>
    public OpenTask Open => open;

    /// <summary>How many workers it still needs.</summary>
    public int Left => count - _drawn.Count;

    /// <summary>The task's number in its deal, from 0.</summary>
    public uint Position => open.Task.Index - open.Deal.Terms.First;

    /// <summary>Class of the machines that work on it; null as long as that is open. Who was given up or gave up has no say.</summary>
    public string? Host { get; private set; } = open.Replicas.FirstOrDefault(part => part is { Host: not null, State: not (ReplicaState.Lost or ReplicaState.Failed) })?.Host;

    /// <summary>Whether the worker has no part in the task yet.</summary>
    public bool IsStranger(Address worker) => !_drawn.Contains(worker) && open.Replicas.All(replica => replica.Worker != worker);

    /// <summary>Whether the worker may contribute: seated in time and drawn. Without an admission everybody may whom the scheduler picks.</summary>
    public bool Admits(Candidate candidate, DealAdmission? admission) => admission is null || admission.IsAdmitted(candidate.Worker, Position);

    /// <summary>Whether the worker has at hand what it will have at stake: its bond on the epoch path, free balance on the direct one.</summary>
    public bool IsAffordableFor(Candidate candidate, DealAdmission? admission) =>
        open.Task.Path == TaskPath.Epoch ? candidate.BondLeft(admission!.Bond(candidate.Worker)) >= admission.Risk : candidate.Stake >= open.Deal.Terms.WorkerStake;

    /// <summary>Whether nothing speaks against a worker that is drawn.</summary>
    public bool IsFor(Candidate candidate, DealAdmission? admission, HostRule? hosts) =>
        IsAffordableFor(candidate, admission) && IsStranger(candidate.Worker) && hosts?.Allows(this, candidate) != false;

    /// <summary>Counts the task against what the worker has, and the worker against what the task needs.</summary>
    public void Take(Candidate candidate, DealAdmission? admission, HostRule? hosts)
    {
        Host ??= hosts?.ClassOf(candidate);
        _drawn.Add(candidate.Worker);
        if (open.Task.Path == TaskPath.Epoch)
        {
            candidate.TakeBond(admission!.Risk);
        }
        else
        {
            candidate.Take(open.Deal.Terms.WorkerStake);
        }
    }
}
