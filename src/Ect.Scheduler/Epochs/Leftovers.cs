using System.Runtime.InteropServices;
using Ect.Contracts;
using Ect.Ethereum;
using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Replicas;
using Ect.Scheduler.Tasks;

namespace Ect.Scheduler.Epochs;

/// <summary>
/// Tasks that have the commitments they need and that no epoch has: earlier ones had no room for them, or came to nothing.
/// Kept from look to look, task by task, as the decisions about them say; in memory alone. Not for concurrent callers.
/// </summary>
internal sealed class Leftovers
{
    private readonly Dictionary<Bytes32, OpenTask> _opened = [];
    private readonly Dictionary<Address, Waiting> _workers = [];
    private readonly HashSet<Bytes32> _postponed = [];
    private readonly Dictionary<Bytes32, OpenTask> _unopened = [];

    /// <summary>Tasks with commitments that are not opened, under an earlier anchor: the next one has them again.</summary>
    public IEnumerable<OpenTask> Unopened => _unopened.Values;

    /// <summary>How many tasks need nothing but an epoch, and have their turn.</summary>
    public int CountAt(DateTimeOffset now) => _opened.Count - _postponed.Count(id => _opened[id].Task.RetryAt > now);

    /// <summary>Notes a task that waits for the next anchor. One with commitments that no anchor has goes into that one by itself.</summary>
    public void Put(OpenTask open)
    {
        Remove(open.Task.Id);
        var pledged = open.Replicas.Where(replica => replica.State == ReplicaState.Pledged).ToList();
        if (pledged.Count > 0)
        {
            if (pledged.All(replica => replica.Epoch is not null))
            {
                _unopened[open.Task.Id] = open;
            }

            return;
        }

        _opened[open.Task.Id] = open;
        Count(open, 1);
        if (open.Task.Attempts > 0)
        {
            _postponed.Add(open.Task.Id);
        }
    }

    /// <summary>The task waits no longer, or is to be decided on again.</summary>
    public void Remove(Bytes32 id)
    {
        if (_opened.Remove(id, out var open))
        {
            Count(open, -1);
            _postponed.Remove(id);
        }

        _unopened.Remove(id);
    }

    /// <summary>
    /// Tasks that need nothing but an epoch, and have their turn: those of the workers first whose openings have waited longest
    /// together, since a settlement has room for few signers and many tasks; of each worker the oldest first.
    /// </summary>
    public IEnumerable<OpenTask> InOrder(DateTimeOffset now)
    {
        var seen = new HashSet<Bytes32>();
        foreach (var worker in _workers.Values.OrderByDescending(worker => worker.AgeAt(now)))
        {
            foreach (var open in worker.InOrder().Select(id => _opened[id]).Where(open => open.Task.RetryAt <= now && seen.Add(open.Task.Id)))
            {
                yield return open;
            }
        }
    }

    /// <summary>How many settlements of so many tasks they fill in that order, as far as their signers go.</summary>
    /// <param name="tasks">Tasks of a settlement.</param>
    /// <param name="most">How many are of interest.</param>
    /// <param name="now">Our clock.</param>
    public int FilledWith(int tasks, int most, DateTimeOffset now)
    {
        if (_opened.Count < tasks)
        {
            return 0;
        }

        var (filled, taken, signers) = (0, 0, new HashSet<Address>());
        foreach (var open in InOrder(now))
        {
            signers.UnionWith(Disclosed(open).Select(replica => replica.Worker));
            if (signers.Count > EpochRules.MaxSigners || filled == most)
            {
                break;
            }

            if (++taken == tasks)
            {
                filled++;
                taken = 0;
                signers.Clear();
            }
        }

        return filled;
    }

    private void Count(OpenTask open, int sign)
    {
        foreach (var replica in Disclosed(open))
        {
            ref var worker = ref CollectionsMarshal.GetValueRefOrAddDefault(_workers, replica.Worker, out _);
            worker ??= new();
            worker.Count(open.Task.Id, (replica.OpenedAt ?? default).ToUnixTimeMilliseconds(), sign);
            if (worker.IsEmpty)
            {
                _workers.Remove(replica.Worker);
            }
        }
    }

    private static IEnumerable<ReplicaRecord> Disclosed(OpenTask open) => open.Replicas.Where(replica => replica.State == ReplicaState.Disclosed);

    /// <summary>One worker's openings.</summary>
    private sealed class Waiting
    {
        private readonly Dictionary<Bytes32, long> _tasks = [];
        private long _sum;

        public bool IsEmpty => _tasks.Count == 0;

        /// <summary>How long they have waited together, in milliseconds.</summary>
        public long AgeAt(DateTimeOffset now) => (_tasks.Count * now.ToUnixTimeMilliseconds()) - _sum;

        public IEnumerable<Bytes32> InOrder() => _tasks.OrderBy(task => task.Value).ThenBy(task => task.Key).Select(task => task.Key);

        public void Count(Bytes32 task, long openedAt, int sign)
        {
            _sum += sign * openedAt;
            if (sign > 0)
            {
                _tasks.Add(task, openedAt);
            }
            else
            {
                _tasks.Remove(task);
            }
        }
    }
}
