using Ect.Ethereum;
using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Tasks;

namespace Ect.Scheduler.Assignments;

/// <summary>Which share of the tasks that they took workers finished in time. In memory alone: after a start it is learned anew.</summary>
internal sealed class WorkerRecords
{
    // Of a worker's last fifty parts or so: what was long ago says little of a machine.
    private const double Fading = 0.98;

    private const int Most = 100_000;

    private readonly Dictionary<Address, (double Finished, double Lost)> _records = [];

    /// <summary>Notes the parts that have come to something and had not before.</summary>
    /// <param name="before">The task as it was; null if nothing was known.</param>
    /// <param name="after">The task as it is.</param>
    public void Note(OpenTask? before, OpenTask after)
    {
        foreach (var replica in after.Replicas)
        {
            var outcome = OutcomeOf(replica.State);
            if (outcome is { } finished && OutcomeOf(before?.Replicas.FirstOrDefault(known => known.Worker == replica.Worker)?.State ?? ReplicaState.Assigned) != outcome)
            {
                Add(replica.Worker, finished);
            }
        }
    }

    /// <summary>The chance that the worker finishes what it takes, by Laplace's rule of succession: a half for one that nothing is known of.</summary>
    public double Reliability(Address worker)
    {
        var (finished, lost) = _records.GetValueOrDefault(worker);
        return (finished + 1) / (finished + lost + 2);
    }

    private void Add(Address worker, bool finished)
    {
        if (_records.Count >= Most)
        {
            _records.Clear();
        }

        var (good, bad) = _records.GetValueOrDefault(worker);
        _records[worker] = ((good * Fading) + (finished ? 1 : 0), (bad * Fading) + (finished ? 0 : 1));
    }

    // A worker that was given up and commits after all has finished.
    private static bool? OutcomeOf(ReplicaState state) => state switch
    {
        ReplicaState.Assigned => null,
        ReplicaState.Lost or ReplicaState.Failed or ReplicaState.Rejected => false,
        _ => true,
    };
}
