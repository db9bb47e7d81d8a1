using System.Collections.Concurrent;
using Ect.Ethereum;

namespace Ect.Scheduler.Workers;

/// <summary>The workers that are connected now. In memory only: after a restart they log in again.</summary>
internal sealed class WorkerRegistry(int maxWorkers, TimeSpan lease, TimeProvider time)
{
    private readonly DateTimeOffset _startedAt = time.GetUtcNow();
    private readonly ConcurrentDictionary<Address, WorkerSession> _sessions = new();
    private readonly ConcurrentDictionary<Address, DateTimeOffset> _lastSeen = new();
    private int _streams;

    public int Count => _sessions.Count;

    public IReadOnlyCollection<WorkerSession> Sessions => [.. _sessions.Values];

    /// <summary>
    /// Makes room for one stream, logged in or not, so that strangers cannot exhaust the machine. Some more than
    /// workers are allowed, because a worker that reconnects has two for a moment.
    /// </summary>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _streams) <= maxWorkers + Math.Max(16, maxWorkers / 4))
        {
            return true;
        }

        Interlocked.Decrement(ref _streams);
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref _streams);

    public WorkerSession? Find(Address worker) => _sessions.GetValueOrDefault(worker);

    /// <summary>Whether the worker has been silent for a whole lease. A restart of the scheduler gives everybody a new one.</summary>
    public bool IsSilent(Address worker) =>
        time.GetUtcNow() - (Find(worker)?.LastSeen ?? _lastSeen.GetValueOrDefault(worker, _startedAt)) > lease;

    /// <summary>Admits a logged-in worker. Its earlier session, if any, ends: the newest proof of the wallet wins.</summary>
    public bool TryAdd(WorkerSession session)
    {
        if (!_sessions.ContainsKey(session.Worker) && _sessions.Count >= maxWorkers)
        {
            return false;
        }

        Put(session);
        return true;
    }

    /// <summary>Admits a logged-in worker in the place of another one, which is told why. False if that one has left by itself.</summary>
    public bool TryReplace(WorkerSession other, WorkerSession session, string reason)
    {
        if (!_sessions.TryRemove(KeyValuePair.Create(other.Worker, other)))
        {
            return false;
        }

        other.Refuse(reason);
        Put(session);
        return true;
    }

    /// <summary>Ends every session: the scheduler stops.</summary>
    public void CloseAll(string reason)
    {
        foreach (var session in Sessions)
        {
            session.Close(reason);
        }
    }

    public void Remove(WorkerSession session)
    {
        _lastSeen[session.Worker] = session.LastSeen;
        if (_lastSeen.Count > 2 * maxWorkers)
        {
            // Who has outlived its lease is silent with or without its entry.
            foreach (var (worker, at) in _lastSeen.Where(seen => time.GetUtcNow() - seen.Value > lease))
            {
                _lastSeen.TryRemove(KeyValuePair.Create(worker, at));
            }
        }

        _sessions.TryRemove(KeyValuePair.Create(session.Worker, session));
    }

    private void Put(WorkerSession session) => _sessions.AddOrUpdate(session.Worker, session, (_, old) =>
    {
        old.Close("The same worker logged in again.");
        return session;
    });
}
