using Ect.Ethereum;
using Ect.Scheduler.Replicas;
using Ect.Scheduler.Tasks;

namespace Ect.Scheduler.Assignments;

/// <summary>How long workers take for tasks of each deal. In memory alone: after a start it is learned anew.</summary>
internal sealed class PaceBook
{
    /// <summary>Fewer finished parts say nothing.</summary>
    public const int Least = 5;

    private const int Most = 101;

    private readonly Dictionary<Bytes32, Queue<TimeSpan>> _deals = [];

    /// <summary>Notes the parts that are computed now and were not before.</summary>
    /// <param name="before">The task as it was; null if nothing was known.</param>
    /// <param name="after">The task as it is.</param>
    public void Note(OpenTask? before, OpenTask after)
    {
        foreach (var replica in after.Replicas)
        {
            if (Took(replica) is { } took && before?.Replicas.Any(known => known.Worker == replica.Worker && Took(known) is not null) is not true)
            {
                Add(after.Deal.Id, took);
            }
        }
    }

    /// <summary>What half of a deal's last parts took at most; null while too few are known.</summary>
    public TimeSpan? Usual(Bytes32 deal) =>
        _deals.TryGetValue(deal, out var times) && times.Count >= Least ? times.Order().ElementAt(times.Count / 2) : null;

    /// <summary>Forgets deals that have no open tasks.</summary>
    public void Keep(IReadOnlySet<Bytes32> deals)
    {
        foreach (var deal in _deals.Keys.Where(deal => !deals.Contains(deal)).ToList())
        {
            _deals.Remove(deal);
        }
    }

    private void Add(Bytes32 deal, TimeSpan took)
    {
        if (!_deals.TryGetValue(deal, out var times))
        {
            _deals[deal] = times = new();
        }

        times.Enqueue(took);
        if (times.Count > Most)
        {
            times.Dequeue();
        }
    }

    private static TimeSpan? Took(ReplicaRecord replica) => (replica.PledgedAt ?? replica.CommittedAt) - replica.AssignedAt;
}
