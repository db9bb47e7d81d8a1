using System.Collections.Concurrent;
using Ect.Ethereum;
using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Replicas;
using Ect.Scheduler.Workers;
using Ect.Wire;

namespace Ect.Scheduler.Live;

/// <summary>The newest word on every running replica.</summary>
internal sealed class LiveBoard(WorkerRegistry workers, TimeProvider time)
{
    // Who computes says something every quarter of a minute.
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<(Bytes32 Task, Address Worker), LiveEntry> _entries = new();

    public LiveEntry EntryOf(Bytes32 task, Address worker) => _entries.GetOrAdd((task, worker), static _ => new());

    /// <summary>Forgets who has said nothing for long.</summary>
    public void Sweep()
    {
        var now = time.GetUtcNow();
        foreach (var (name, entry) in _entries)
        {
            if (now - (entry.UpdatedAt > entry.CheckedAt ? entry.UpdatedAt : entry.CheckedAt) > Memory)
            {
                _entries.TryRemove(name, out _);
            }
        }
    }

    /// <summary>How far a replica is; null if it has come to its end.</summary>
    public ReplicaLive? Of(ReplicaRecord replica)
    {
        if (WaitingFor(replica.State) is not { } phase)
        {
            return null;
        }

        double? heartbeat = workers.Find(replica.Worker) is { } session ? Math.Max(0, (time.GetUtcNow() - session.LastSeen).TotalSeconds) : null;
        if (replica.State != ReplicaState.Assigned || !_entries.TryGetValue((replica.Task, replica.Worker), out var entry))
        {
            return new(phase, null, heartbeat, null, null, null, null);
        }

        lock (entry.Gate)
        {
            return entry.Phase == Phase.Unspecified
                ? new(phase, null, heartbeat, null, null, null, entry.Note)
                : new(entry.Phase.ToString().ToLowerInvariant(), entry.Fraction, heartbeat, entry.ExpectedEnd, entry.LatestEnd, entry.UpdatedAt, entry.Note);
        }
    }

    private static string? WaitingFor(ReplicaState state) => state switch
    {
        ReplicaState.Assigned => "assigned",
        ReplicaState.Pledged => "waiting for the anchor, then uploading",
        ReplicaState.Committed => "waiting for the other votes, then uploading",
        ReplicaState.Disclosed or ReplicaState.Opened => "uploaded, waiting for the settlement",
        ReplicaState.Revealed => "revealed, waiting for the settlement",
        _ => null,
    };
}
