using System.Numerics;
using System.Runtime.InteropServices;
using Ect.Ethereum;
using Ect.Protocol.Deals;
using Ect.Protocol.Lifecycles;
using Ect.Scheduler.Deals;
using Ect.Scheduler.Replicas;

namespace Ect.Scheduler.Tasks;

/// <summary>Which open tasks have what, kept up to date task by task. Not for concurrent callers.</summary>
internal sealed class OpenTaskIndex
{
    private readonly Dictionary<Bytes32, DealTasks> _deals = [];
    private readonly Dictionary<ulong, HashSet<Bytes32>> _epochs = [];
    private readonly Dictionary<Address, HashSet<Bytes32>> _assigned = [];
    private readonly Dictionary<Address, int> _inFlight = [];
    private readonly Dictionary<Address, BigInteger> _atRisk = [];
    private readonly Dictionary<Address, BigInteger> _reserved = [];
    private readonly HashSet<Bytes32> _rechecks = [];
    private readonly HashSet<Bytes32> _undecided = [];
    private readonly HashSet<Bytes32> _unanchored = [];
    private readonly Dictionary<ulong, int> _awaited = [];

    /// <summary>Deals with open tasks.</summary>
    public IEnumerable<DealRecord> Deals => _deals.Values.Select(deal => deal.Deal);

    /// <summary>Tasks that a re-org went under.</summary>
    public IReadOnlyCollection<Bytes32> Rechecks => _rechecks;

    /// <summary>Tasks whose path is not decided.</summary>
    public IReadOnlyCollection<Bytes32> Undecided => _undecided;

    /// <summary>Tasks on the epoch path with a signed commitment that no anchor has.</summary>
    public IReadOnlyCollection<Bytes32> Unanchored => _unanchored;

    /// <summary>Workers that have uncommitted assignments, with their tasks.</summary>
    public IEnumerable<KeyValuePair<Address, HashSet<Bytes32>>> Assigned => _assigned;

    /// <summary>Workers of whose contributions something is still to come.</summary>
    public IReadOnlyCollection<Address> InFlight => _inFlight.Keys;

    /// <summary>Assignments on the epoch path that are not committed.</summary>
    public int Computing { get; private set; }

    /// <summary>Tasks on the epoch path.</summary>
    public int OnEpochPath { get; private set; }

    /// <summary>A deal with open tasks; null for another.</summary>
    public DealRecord? Deal(Bytes32 deal) => _deals.GetValueOrDefault(deal)?.Deal;

    /// <summary>Whether open tasks of a deal are on the epoch path.</summary>
    public bool IsOnEpochPath(Bytes32 deal) => _deals.GetValueOrDefault(deal) is { OnEpochPath: > 0 };

    /// <summary>Open tasks of a deal.</summary>
    public IReadOnlyCollection<Bytes32> OfDeal(Bytes32 deal) => _deals.TryGetValue(deal, out var known) ? known.Tasks : [];

    /// <summary>Tasks that wait for an epoch.</summary>
    public IReadOnlyCollection<Bytes32> OfEpoch(ulong epoch) => _epochs.TryGetValue(epoch, out var tasks) ? tasks : [];

    /// <summary>Contributions under an epoch's anchor that are not opened, of tasks that wait for it.</summary>
    public int AwaitedBy(ulong epoch) => _awaited.GetValueOrDefault(epoch);

    /// <summary>What a worker's bond must cover beside new tasks, in the token's smallest unit.</summary>
    public BigInteger AtRisk(Address worker) => _atRisk.GetValueOrDefault(worker);

    /// <summary>Stakes that a worker's assignments on the direct path will lock, in the token's smallest unit.</summary>
    public BigInteger Reserved(Address worker) => _reserved.GetValueOrDefault(worker);

    /// <summary>Puts a task in the place of what was known of it; null for none.</summary>
    public void Replace(OpenTask? before, OpenTask? after)
    {
        if (before is not null)
        {
            Count(before, -1);
        }

        if (after is not null)
        {
            Count(after, 1);
        }
    }

    private void Count(OpenTask open, int sign)
    {
        var id = open.Task.Id;
        var isOnEpochPath = open.Task.Path == TaskPath.Epoch;
        CountDeal(open, isOnEpochPath, sign);
        Set(_rechecks, id, open.Task.Recheck && sign > 0);
        Set(_undecided, id, open.Task.Path == TaskPath.Undecided && sign > 0);
        Set(_unanchored, id, isOnEpochPath && sign > 0 && open.Replicas.Any(replica => replica is { State: ReplicaState.Pledged, Epoch: null }));
        OnEpochPath += isOnEpochPath ? sign : 0;
        if (isOnEpochPath && open.Task.Epoch is { } epoch)
        {
            CountIn(_epochs, epoch, id, sign);
        }

        foreach (var replica in open.Replicas)
        {
            Count(open, replica, isOnEpochPath, sign);
        }
    }

    private void Count(OpenTask open, ReplicaRecord replica, bool isOnEpochPath, int sign)
    {
        if (ReplicaLifecycle.IsInFlight(replica.State))
        {
            Add(_inFlight, replica.Worker, sign);
        }

        if (isOnEpochPath && replica is { State: ReplicaState.Pledged, Epoch: { } epoch } && epoch == open.Task.Epoch)
        {
            Add(_awaited, epoch, sign);
        }

        if (replica.State == ReplicaState.Assigned)
        {
            CountIn(_assigned, replica.Worker, open.Task.Id, sign);
            Computing += isOnEpochPath ? sign : 0;
        }

        var stake = open.Deal.Terms.WorkerStake;
        if (isOnEpochPath && replica.State is ReplicaState.Assigned or ReplicaState.Pledged or ReplicaState.Disclosed)
        {
            Add(_atRisk, replica.Worker, sign * HubRules.BondCover * stake);
        }
        else if (!isOnEpochPath && replica.State == ReplicaState.Assigned)
        {
            Add(_reserved, replica.Worker, sign * stake);
        }
    }

    private void CountDeal(OpenTask open, bool isOnEpochPath, int sign)
    {
        if (!_deals.TryGetValue(open.Deal.Id, out var deal))
        {
            _deals[open.Deal.Id] = deal = new() { Deal = open.Deal };
        }

        Set(deal.Tasks, open.Task.Id, sign > 0);
        deal.OnEpochPath += isOnEpochPath ? sign : 0;
        deal.Deal = sign > 0 ? open.Deal : deal.Deal;
        if (deal.Tasks.Count == 0)
        {
            _deals.Remove(open.Deal.Id);
        }
    }

    private static void CountIn<TKey>(Dictionary<TKey, HashSet<Bytes32>> sets, TKey key, Bytes32 id, int sign)
        where TKey : notnull
    {
        ref var set = ref CollectionsMarshal.GetValueRefOrAddDefault(sets, key, out _);
        Set(set ??= [], id, sign > 0);
        if (set.Count == 0)
        {
            sets.Remove(key);
        }
    }

    private static void Add<TKey, TNumber>(Dictionary<TKey, TNumber> sums, TKey key, TNumber amount)
        where TKey : notnull
        where TNumber : struct, INumber<TNumber>
    {
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(sums, key, out _);
        sum += amount;
        if (TNumber.IsZero(sum))
        {
            sums.Remove(key);
        }
    }

    private static void Set(HashSet<Bytes32> set, Bytes32 id, bool isIn)
    {
        if (isIn)
        {
            set.Add(id);
        }
        else
        {
            set.Remove(id);
        }
    }

    private sealed class DealTasks
    {
        public required DealRecord Deal { get; set; }

        public HashSet<Bytes32> Tasks { get; } = [];

        public int OnEpochPath { get; set; }
    }
}
