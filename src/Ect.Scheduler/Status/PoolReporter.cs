using System.Security.Cryptography;
using Ect.Protocol.Lifecycles;
using Ect.Protocol.Pools;
using Ect.Protocol.Preferences;
using Ect.Scheduler.Assignments;
using Ect.Scheduler.Tasks;
using Ect.Scheduler.Workers;

namespace Ect.Scheduler.Status;

/// <summary>Tells buyers what the pool takes, and how busy, fast and reliable it is.</summary>
internal sealed class PoolReporter(PoolRules rules, OpenTasks open, TaskStore tasks, WorkerRegistry workers, FaultStore faults, TimeProvider time)
{
    // Every buyer asks every pool, and an answer looks at all that is open.
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(2);

    // A worker says how many it has; more than this no machine runs.
    private const uint MostSlots = 1_024;

    private readonly Lock _gate = new();
    private (DateTimeOffset At, PoolProfile Profile)? _last;

    public PoolProfile Report()
    {
        lock (_gate)
        {
            if (_last is not { } last || time.GetUtcNow() - last.At >= Freshness)
            {
                _last = last = (time.GetUtcNow(), Read());
            }

            return last.Profile;
        }
    }

    private PoolProfile Read()
    {
        var banned = faults.Banned();
        WorkerSession[] able = [.. workers.Sessions.Where(session => session.Resting is null && !banned.ContainsKey(session.Worker))];
        RandomNumberGenerator.Shuffle(able.AsSpan());
        var ended = tasks.CountEnded();
        var (completed, failed) = (ended.GetValueOrDefault(nameof(TaskState.Completed)), ended.GetValueOrDefault(nameof(TaskState.Failed)));
        return new()
        {
            Rules = rules,
            Workers = able.Length,
            Slots = able.Sum(session => (int)Math.Min(session.Resources.Slots, MostSlots)),
            FreeSlots = able.Sum(session => Math.Min(session.Credit, (int)MostSlots)),
            Load = open.Unordered.Sum(Parts),
            Paces = open.Paces.Categories,
            Reliability = completed + failed == 0 ? null : (completed + 1.0) / (completed + failed + 2.0),
            Watts = Median([.. able.Select(session => MachineAspects.Number(session.Ad.Ad, "Watts")).OfType<double>().Where(watts => Aspect.Energy.Allows(watts))]),
            Sample = [.. able.Take(PoolProfile.MaxSample).Select(session => session.Worker)],
        };
    }

    // What is still to be computed of a task.
    private static long Parts(OpenTask task)
    {
        var computing = task.Replicas.Count(replica => replica.State == ReplicaState.Assigned);
        var computed = task.Replicas.Count(replica => replica.State is not (ReplicaState.Assigned or ReplicaState.Lost or ReplicaState.Failed));
        return Math.Max(computing, Math.Max(1, (int)task.Deal.Terms.Trust) - computed);
    }

    private static double? Median(double[] values)
    {
        Array.Sort(values);
        return values.Length == 0 ? null : values[(values.Length - 1) / 2];
    }
}
